# For ./berth and bench/run: where a JDK 25 is.

is_java_25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && grep -qs '^JAVA_VERSION="25' "$1/release"
}

find_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" "${JDK_25:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
      "${HOME:-}"/.sdkman/candidates/java/25* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/*25* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_java_25 "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  echo "Berth needs a JDK 25, and none was found: install one (for example Eclipse Temurin 25) or point JAVA_HOME at it." >&2
  exit 1
}
