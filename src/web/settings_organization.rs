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

fn read(form: &Form) -> Result<OrganizationEdit, WebError> {
    let wrong = |field: &str, fault| WebError::Field {
        field: field.to_owned(),
        fault,
    };
    let language = Language::from_word(form.text("language"));
    let days = match form.text("reopen_days") {
        "" => return Err(wrong("reopen_days", Fault::Empty)),
        text => text.parse().map_err(|_| {
            let fault = Fault::Range(0, u32::from(REOPEN_DAYS));
            wrong("reopen_days", fault)
        })?,
    };
    let smarthost = match form.text("smarthost") {
        "direct" => None,
        "server" => Some(route_form::read(form, "smarthost")?),
        _ => return Err(wrong("smarthost", Fault::Unknown)),
    };
    Ok(OrganizationEdit {
        organization: Some(form.text("organization").to_owned()),
        language: Some(language.ok_or(wrong("language", Fault::Unknown))?),
        time_zone: Some(form.text("time_zone").to_owned()),
        reopen_days: Some(days),
        smarthost: Some(smarthost),
    })
}
