//! What holds for the whole organization: `/settings/organization`.

use poem::http::StatusCode;

use crate::{
    desk::{
        access::UserDesk,
        organization::{OrganizationEdit, REOPEN_DAYS},
        problem::Fault,
        seen,
    },
    domain::user::Language,
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    respond, route_form, undo,
    view::{
        FieldError, Section, route::RouteForm, settings_organization::SettingsOrganizationPage,
    },
    was,
};

const PATH: &str = "/settings/organization";

/// Shows the organization.
pub async fn settings_organization(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None).await
}

async fn show(call: &Call, user: &UserDesk, error: Option<FieldError>) -> Answer {
    let reader = user.clone();
    let found = call.run(move |_| reader.organization()).await?;
    let (settings, has_password) = (&found.settings, found.has_password);
    let mut page = SettingsOrganizationPage {
        organization: settings.organization.clone(),
        language: settings.language.word().to_owned(),
        time_zone: settings.time_zone.clone(),
        reopen_days: settings.reopen_days.to_string(),
        answer_opens: settings.moves.answer_opens,
        first_reply_assigns: settings.moves.first_reply_assigns,
        route: RouteForm {
            has_password,
            ..route_form::kept(settings.smarthost.as_ref(), "smarthost")
        },
        demo: settings.demo,
        seen: String::new(),
        errors: Vec::new(),
    };
    if let Some(error) = error {
        let text = |name: &str| call.form.get(name).unwrap_or_default().to_owned();
        page.organization = text("organization");
        page.language = text("language");
        page.time_zone = text("time_zone");
        page.reopen_days = text("reopen_days");
        page.answer_opens = call.form.has("answer_opens");
        page.first_reply_assigns = call.form.has("first_reply_assigns");
        page.route = RouteForm {
            has_password,
            ..route_form::typed(&call.form, "smarthost", "server")
        };
        page.errors.push(error);
    }
    let kept = seen::mark(&settings.beside_retention());
    page.seen = was::mark(&call.form, Some(kept), &page.errors);
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_organization.html",
        &page,
    )
}

/// Changes the organization.
pub async fn settings_organization_post(call: Call, user: UserDesk) -> Answer {
    match save(&call, &user, read(&call.form)).await? {
        None => Ok(undo::saved(PATH)),
        Some((field, status)) => {
            let mut response = show(&call, &user, Some(field)).await?;
            response.set_status(status);
            Ok(response)
        }
    }
}

/// Makes a change of the organization. None is done; else the field that is wrong, to be shown again
/// with a status.
///
/// # Errors
/// Whatever is no fault of a field.
pub(super) async fn save(
    call: &Call,
    user: &UserDesk,
    edit: Result<OrganizationEdit, WebError>,
) -> Result<Option<(FieldError, StatusCode)>, WebError> {
    let (now, editor) = (call.now, user.clone());
    let edited = match edit {
        Ok(edit) => {
            let edit = move |_: &_| editor.organization_edit(edit, now);
            call.run(edit).await.map(drop)
        }
        Err(error) => Err(error),
    };
    let Err(error) = edited else {
        return Ok(None);
    };
    match draw::field_error(&error) {
        Some(field) => Ok(Some((field, error.status()))),
        None => Err(error),
    }
}

/// Reads a number of days, of which `least` are the fewest; None where nothing is typed.
///
/// # Errors
/// [`WebError::Field`] for what is no number of days. The desk says which are too few.
pub(super) fn days(form: &Form, field: &'static str, least: u16) -> Result<Option<u16>, WebError> {
    let text = form.text(field).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |_| WebError::Field {
        field: field.to_owned(),
        fault: Fault::Range(u32::from(least), u32::from(REOPEN_DAYS)),
    };
    text.parse().map(Some).map_err(wrong)
}

fn read(form: &Form) -> Result<OrganizationEdit, WebError> {
    let wrong = |field: &str, fault| WebError::Field {
        field: field.to_owned(),
        fault,
    };
    let language = Language::from_word(form.text("language"));
    let reopen_days = days(form, "reopen_days", 0)?;
    let smarthost = match form.text("smarthost") {
        "direct" => None,
        "server" => Some(route_form::read(form, "smarthost")?),
        _ => return Err(wrong("smarthost", Fault::Unknown)),
    };
    Ok(OrganizationEdit {
        organization: Some(form.text("organization").to_owned()),
        language: Some(language.ok_or(wrong("language", Fault::Unknown))?),
        time_zone: Some(form.text("time_zone").to_owned()),
        reopen_days: Some(reopen_days.ok_or(wrong("reopen_days", Fault::Empty))?),
        answer_opens: Some(form.has("answer_opens")),
        first_reply_assigns: Some(form.has("first_reply_assigns")),
        smarthost: Some(smarthost),
        seen: was::seen(form),
        ..OrganizationEdit::default()
    })
}
