package io.berth.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.berth.http.Caller;

class OsloPolicyTest {
    /** User u1 of project p1 with the roles Member and reader. */
    private static final Caller MEMBER = Caller.ofProject("u1", "p1", Set.of("Member", "reader"));

    private static final Map<String, String> TARGET = Map.of(
            "project_id", "p1", "other_id", "p2", "user.enabled", "True", "role.name", "Member", "wanted", "reader");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`` | true",
        "@ | true",
        "! | false",
        "role:member | true",
        "role:MEMBER | true",
        "role:admin | false",
        "role:%(wanted)s | true",
        "role:%(missing)s | false",
        "rule:yes | true",
        "rule:no | false",
        "rule:nowhere | false",
        "project_id:%(project_id)s | true",
        "project_id:%(other_id)s | false",
        "project_id:%(missing)s | false",
        "project_id:p1 | true",
        "project_id:x%(project_id)s | false",
        "roles:reader | true",
        "domain_id:None | false",
        "nothing:nothing | false",
        "system_scope:all | false",
        "is_admin:True | false",
        "is_admin:False | true",
        "True:%(user.enabled)s | true",
        "'Member':%(role.name)s | true",
        "\"Member\":%(role.name)s | true",
        "'Reader':%(role.name)s | false",
        "None:%(missing)s | false",
        "1:1 | true",
        "not ! | true",
        "NOT role:member | false",
        "role:member AND role:reader | true",
        "role:admin Or role:reader | true",
        "role:member and role:admin or role:reader | true",
        "role:reader or role:member and role:admin | true",
        "(role:reader or role:member) and role:admin | false",
        "not role:admin and role:reader | true",
        "not (role:admin or role:reader) | false",
        "not role:admin or ! | true",
        "((role:reader)) | true",
        "( role:reader ) | true",
        "(not role:admin) and (project_id:%(project_id)s) | true",
    })
    void checkStringsMeanWhatTheContractSays(String check, boolean expected) {
        String text = check == null ? "" : check;
        OsloPolicy policy = OsloPolicy.of(List.of(Map.of("asked", text, "yes", "@", "no", "!")));
        assertThat(policy.allows("asked", MEMBER, TARGET)).as("\"%s\"", text).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', value = {
        "[] | true",
        "[[]] | false",
        "[['role:member', 'role:admin']] | false",
        "[['role:member', 'role:admin'], ['role:reader']] | true",
        "['role:reader'] | true",
        "[['role:member and role:reader']] | false",
        "[[], ['role:reader']] | true",
    })
    void listsMeanAnyOfAll(String yaml, boolean expected) {
        OsloPolicy policy = OsloPolicy.of(List.of()).withYaml("asked: " + yaml);
        assertThat(policy.allows("asked", MEMBER, TARGET)).isEqualTo(expected);
    }

    @Test
    void aSitesRuleTakesThePlaceOfTheDefaultAndTheOthersStay() {
        OsloPolicy policy = OsloPolicy.of(List.of(Map.of("a", "role:admin", "b", "role:admin", "c", "rule:mine")))
                .withYaml("\"a\": \"rule:mine\"\n\"mine\": \"role:reader\"\n");
        assertThat(policy.allows("a", MEMBER)).isTrue();
        assertThat(policy.allows("b", MEMBER)).isFalse();
        assertThat(policy.allows("c", MEMBER)).as("a name that only the site defines").isTrue();
    }

    @Test
    void aRuleThatNobodyKnowsIsRefusedUnlessTheSiteHasADefaultOne() {
        OsloPolicy policy = OsloPolicy.of(List.of());
        assertThat(policy.allows("unheard:of", MEMBER)).isFalse();
        assertThat(policy.withYaml("default: role:reader").allows("unheard:of", MEMBER)).isTrue();
    }

    @Test
    void systemScopeAndTheAdminFlagCanBeAsked() {
        Caller system = new Caller(
                "u", "u", "default", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true, Set.of("admin"));
        OsloPolicy policy = OsloPolicy.of(List.of(Map.of(
                "scope", "role:admin and system_scope:all", "flag", "is_admin:True", "own", "project_id:%(project_id)s")));
        assertThat(policy.allows("scope", system)).isTrue();
        assertThat(policy.allows("flag", system)).isTrue();
        assertThat(policy.allows("own", system)).as("no project is not an equal project").isFalse();
        assertThat(policy.withYaml("context_is_admin: role:boss").allows("flag", system)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a: 'rule:b'\\nb: 'not rule:a' | policy rule a leads back to itself: a → b → a",
        "context_is_admin: 'is_admin:True' | leads back to itself",
        "a: 'https://decide.example/%(project_id)s' | given, line 1: policy rule a: ",
        "a: 'https://decide.example/%(project_id)s' | checks by a remote server are not supported",
        "a: 7 | given, line 1: rule a has neither a check string nor a list",
        "a: | neither a check string nor a list",
        "a: [[{}]] | neither a check string nor a list",
        "- a | given, line 1: the file does not map rule names to checks",
        "? [a]\\n: b | line 1: the name of a rule must be a text",
        "'a: [' | is not YAML",
        "a: 'x:y'\\na: 'x:z' | given, line 2: rule a is given twice, first in given, line 1",
    })
    void whatCannotBeMeantStopsTheStartAndSaysWhy(String yaml, String message) {
        String file = yaml.replace("\\n", "\n");
        assertThatThrownBy(() -> OsloPolicy.of(List.of()).withYaml(file))
                .isInstanceOf(PolicyProblem.class)
                .hasMessageContaining(message);
    }

    /** Where oslo.policy logs it and refuses everybody, Berth says it to whoever starts it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
        "role:reader and", "and role:reader", "role:reader role:member", "(role:reader", "role:reader)", "()", "'role:reader'",
        "reader", "not not role:reader", " "
    })
    void whatCannotBeUnderstoodStopsTheStartWithItsLine(String check) {
        String file = "# ours\nfine: role:reader\nbroken: \"" + check + "\"\n";
        assertThatThrownBy(() -> OsloPolicy.of(List.of()).withYaml(file))
                .isInstanceOf(PolicyProblem.class)
                .hasMessageStartingWith("given, line 3: policy rule broken: \"" + check + "\" cannot be understood");
    }

    @Test
    void twoRoomsMayShareARuleButNotContradictEachOther() {
        OsloPolicy.of(List.of(Map.of("admin", "role:admin"), Map.of("admin", "role:admin")));
        assertThatThrownBy(() -> OsloPolicy.of(List.of(Map.of("admin", "role:admin"), Map.of("admin", "@"))))
                .hasMessageContaining("two rooms declare policy rule admin");
    }
}
