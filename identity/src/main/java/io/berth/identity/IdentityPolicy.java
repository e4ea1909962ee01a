package io.berth.identity;

import java.util.Map;

/** What each call of the identity API asks of the caller, unless the site's policy file says otherwise (contract keystone §11). */
public final class IdentityPolicy {
    public static final String VALIDATE_TOKEN = "identity:validate_token";
    public static final String REVOKE_TOKEN = "identity:revoke_token";

    private static final String ADMIN = "rule:admin_required";
    private static final String ADMIN_OR_SYSTEM_READER = "rule:admin_or_system_reader";

    /** Rule name to check string. Path variables are there as {@code target.<noun>.id}. */
    public static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("admin_required", "role:admin"),
            Map.entry("admin_or_system_reader", ADMIN + " or (role:reader and system_scope:all)"),
            Map.entry(
                    VALIDATE_TOKEN,
                    ADMIN_OR_SYSTEM_READER + " or role:service or user_id:%(target.token.user_id)s"),
            Map.entry(REVOKE_TOKEN, ADMIN + " or user_id:%(target.token.user_id)s"),
            Map.entry("identity:get_auth_catalog", ""),
            Map.entry("identity:get_auth_projects", ""),
            Map.entry("identity:get_auth_domains", ""),
            Map.entry("identity:get_auth_system", ""),
            Map.entry("identity:list_projects", ADMIN_OR_SYSTEM_READER),
            Map.entry(
                    "identity:get_project", ADMIN_OR_SYSTEM_READER + " or project_id:%(target.project.id)s"),
            Map.entry("identity:list_users", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:get_user", ADMIN_OR_SYSTEM_READER + " or user_id:%(target.user.id)s"),
            Map.entry("identity:list_user_projects", ADMIN_OR_SYSTEM_READER + " or user_id:%(target.user.id)s"),
            Map.entry("identity:create_application_credential", "user_id:%(target.user.id)s"),
            Map.entry(
                    "identity:list_application_credentials",
                    ADMIN_OR_SYSTEM_READER + " or user_id:%(target.user.id)s"),
            Map.entry(
                    "identity:get_application_credential", ADMIN_OR_SYSTEM_READER + " or user_id:%(target.user.id)s"),
            Map.entry("identity:delete_application_credential", ADMIN + " or user_id:%(target.user.id)s"),
            Map.entry("identity:list_roles", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:get_role", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:list_domains", ADMIN_OR_SYSTEM_READER),
            Map.entry(
                    "identity:get_domain",
                    ADMIN_OR_SYSTEM_READER + " or user_domain_id:%(target.domain.id)s"
                            + " or project_domain_id:%(target.domain.id)s or domain_id:%(target.domain.id)s"),
            Map.entry("identity:list_groups", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:get_group", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:list_services", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:get_service", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:list_endpoints", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:get_endpoint", ADMIN_OR_SYSTEM_READER),
            Map.entry("identity:list_regions", ""),
            Map.entry("identity:get_region", ""),
            Map.entry("identity:list_role_assignments", ADMIN_OR_SYSTEM_READER));

    private IdentityPolicy() {}
}
