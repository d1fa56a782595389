//! What holds for the whole organization: `/settings/organization`.

use crate::{
    desk::{
        access::UserDesk,
        organization::{OrganizationEdit, REOPEN_DAYS},
        problem::Fault,
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
        closed_days: shown(settings.retention.closed_days),
        receipt_days: settings.retention.receipt_days.to_string(),
        audit_days: shown(settings.retention.audit_days),
        route: RouteForm {
            has_password,
            ..route_form::kept(settings.smarthost.as_ref(), "smarthost")
        },
        demo: settings.demo,
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
        page.closed_days = text("closed_days");
        page.receipt_days = text("receipt_days");
        page.audit_days = text("audit_days");
        page.route = RouteForm {
            has_password,
            ..route_form::typed(&call.form, "smarthost", "server")
        };
        page.errors.push(error);
    }
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
    let (now, editor) = (call.now, user.clone());
    let edited = match read(&call.form) {
        Ok(edit) => {
            let edit = move |_: &_| editor.organization_edit(edit, now);
            call.run(edit).await.map(drop)
        }
        Err(error) => Err(error),
    };
    let Err(error) = edited else {
        return Ok(undo::saved(PATH));
    };
    let Some(field) = draw::field_error(&error) else {
        return Err(error);
    };
    let mut response = show(&call, &user, Some(field)).await?;
    response.set_status(error.status());
    Ok(response)
}

fn shown(days: Option<u16>) -> String {
    days.map_or_else(String::new, |days| days.to_string())
}

/// A number of days; None where nothing is typed.
fn days(form: &Form, field: &'static str) -> Result<Option<u16>, WebError> {
    let text = form.text(field).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = |_| WebError::Field {
        field: field.to_owned(),
        fault: Fault::Range(0, u32::from(REOPEN_DAYS)),
    };
    text.parse().map(Some).map_err(wrong)
}

fn read(form: &Form) -> Result<OrganizationEdit, WebError> {
    let wrong = |field: &str, fault| WebError::Field {
        field: field.to_owned(),
        fault,
    };
    let language = Language::from_word(form.text("language"));
    let needed = |field| days(form, field)?.ok_or(wrong(field, Fault::Empty));
    let smarthost = match form.text("smarthost") {
        "direct" => None,
        "server" => Some(route_form::read(form, "smarthost")?),
        _ => return Err(wrong("smarthost", Fault::Unknown)),
    };
    Ok(OrganizationEdit {
        organization: Some(form.text("organization").to_owned()),
        language: Some(language.ok_or(wrong("language", Fault::Unknown))?),
        time_zone: Some(form.text("time_zone").to_owned()),
        reopen_days: Some(needed("reopen_days")?),
        answer_opens: Some(form.has("answer_opens")),
        first_reply_assigns: Some(form.has("first_reply_assigns")),
        closed_days: Some(days(form, "closed_days")?),
        receipt_days: Some(needed("receipt_days")?),
        audit_days: Some(days(form, "audit_days")?),
        smarthost: Some(smarthost),
    })
}
