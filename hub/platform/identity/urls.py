"""Addresses of sign-in and account (both sites that people sign in to) and of people (staff)."""

from django.urls import include, path

from hub.platform.identity.views import account, again, door, people, sso, who_can
from hub.platform.registers.views import register_urls
from hub.platform.tenancy.urls import staff_urls as tenancy

closed = door.ClosedView.as_view()

# allauth reverses these names; each is one of ours, or closed.
door_urls = [
    path("sign-in/", door.SignInView.as_view(), name="account_login"),
    path("sign-in/password/", door.PasswordView.as_view(), name="sign-in-password"),
    path("sign-in/code/", door.CodeView.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", door.PasskeyView.as_view(), name="mfa_login_webauthn"),
    path("sign-in/again/", again.AgainView.as_view(), name="account_reauthenticate"),
    path("sign-in/again/code/", again.AgainByCodeView.as_view(), name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", again.AgainByPasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("sign-in/forgotten/", door.ForgottenView.as_view(), name="account_reset_password"),
    path("sign-in/new-password/<uid>/<token>/", door.NewPasswordView.as_view(), name="new-password"),
    path("sign-out/", door.SignOutView.as_view(), name="account_logout"),
    path("sso/<slug:key>/", sso.SsoStartView.as_view(), name="sso-start"),
    path("sso/<slug:key>/return/", sso.SsoReturnView.as_view(), name="sso-return"),
    path("account/", account.AccountView.as_view(), name="account"),
    path("account/deputies/", account.DeputyView.as_view(), name="deputies"),
    path("account/deputies/<int:pk>/end/", account.DeputyView.as_view(), name="deputy-end"),
    path("account/sessions/", account.SessionsView.as_view(), name="usersessions_list"),
    path("account/password/", account.PasswordChangeView.as_view(), name="account_change_password"),
    path("account/sign-in/", account.FactorsView.as_view(), name="mfa_index"),
    path("account/sign-in/work/<int:pk>/remove/", account.DisconnectView.as_view(), name="disconnect"),
    path("account/sign-in/app/", account.CodeAppView.as_view(), name="mfa_activate_totp"),
    path("account/sign-in/app/remove/", account.CodeAppRemoveView.as_view(), name="mfa_deactivate_totp"),
    path("account/sign-in/passkeys/", account.PasskeyListView.as_view(), name="mfa_list_webauthn"),
    path("account/sign-in/passkeys/add/", account.PasskeyAddView.as_view(), name="mfa_add_webauthn"),
    path("account/sign-in/passkeys/<int:pk>/name/", account.PasskeyEditView.as_view(), name="mfa_edit_webauthn"),
    path("account/sign-in/passkeys/<int:pk>/remove/", account.PasskeyRemoveView.as_view(), name="mfa_remove_webauthn"),
    path("account/sign-in/codes/", account.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("account/sign-in/codes/new/", account.RecoveryCodesNewView.as_view(), name="mfa_generate_recovery_codes"),
    path("account/sign-in/codes/file/", account.RecoveryCodesFileView.as_view(), name="mfa_download_recovery_codes"),
    path("closed/sign-up/", closed, name="account_signup"),
    path("closed/inactive/", closed, name="account_inactive"),
    path("closed/e-mail/", closed, name="account_email"),
    path("closed/e-mail/sent/", closed, name="account_email_verification_sent"),
    path("closed/e-mail/<key>/", closed, name="account_confirm_email"),
    path("closed/code/", closed, name="account_confirm_login_code"),
    path("closed/set-password/", closed, name="account_set_password"),
]

people_urls = [
    path("new/", people.PersonAddView.as_view(), name="add-person"),
    path("<int:reference>/", people.PersonView.as_view(), name="person"),
    path("<int:reference>/change/", people.PersonChangeView.as_view(), name="change-person"),
    path("<int:reference>/manager/", people.ManagerView.as_view(), name="set-manager"),
    path("<int:reference>/close/", people.DisableView.as_view(), name="disable-person"),
    path("<int:reference>/open/", people.EnableView.as_view(), name="enable-person"),
    path("<int:reference>/reset-factors/", people.ResetFactorsView.as_view(), name="reset-factors"),
    path("<int:reference>/leave/", people.LeaveView.as_view(), name="leave"),
    path("<int:reference>/invite/", people.InviteView.as_view(), name="invite"),
    path("<int:reference>/end-sessions/", people.EndSessionsView.as_view(), name="end-sessions"),
    path("<int:reference>/roles/give/", people.GrantView.as_view(), name="grant-role"),
    path("<int:reference>/roles/<int:pk>/end/", people.EndRoleView.as_view(), name="end-role"),
]

staff_urls = [
    *door_urls,
    *tenancy,
    *register_urls(people.PeopleRegisterView, prefix="people/"),
    path("people/", include((people_urls, "identity"))),
    path("who-can/", who_can.WhoCanView.as_view(), name="who-can"),
]
supplier_urls = door_urls
