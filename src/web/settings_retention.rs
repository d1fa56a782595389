//! How long things are kept: `/settings/retention`.

use crate::desk::{
    access::UserDesk,
    organization::{KEPT_DAYS, OrganizationEdit},
    problem::Fault,
    seen,
};

use super::{
    call::Call,
    error::WebError,
    form::Form,
    gate::Answer,
    respond,
    settings_organization::{days, save},
    undo,
    view::{FieldError, Section, settings_retention::SettingsRetentionPage},
    was,
};

const PATH: &str = "/settings/retention";

/// Shows how long things are kept.
pub async fn settings_retention(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None).await
}

async fn show(call: &Call, user: &UserDesk, error: Option<FieldError>) -> Answer {
    let reader = user.clone();
    let found = call.run(move |_| reader.organization()).await?;
    let kept = found.settings.retention;
    let mut page = SettingsRetentionPage {
        closed_days: shown(kept.closed_days),
        receipt_days: kept.receipt_days.to_string(),
        audit_days: shown(kept.audit_days),
        seen: String::new(),
        errors: Vec::new(),
    };
    if let Some(error) = error {
        let text = |name: &str| call.form.get(name).unwrap_or_default().to_owned();
        page.closed_days = text("closed_days");
        page.receipt_days = text("receipt_days");
        page.audit_days = text("audit_days");
        page.errors.push(error);
    }
    page.seen = was::mark(&call.form, Some(seen::mark(&kept)), &page.errors);
    respond::page(
        call,
        Some(user),
        Section::Settings,
        "settings_retention.html",
        &page,
    )
}

/// Changes how long things are kept.
pub async fn settings_retention_post(call: Call, user: UserDesk) -> Answer {
    match save(&call, &user, read(&call.form)).await? {
        None => Ok(undo::saved(PATH)),
        Some((field, status)) => {
            let mut response = show(&call, &user, Some(field)).await?;
            response.set_status(status);
            Ok(response)
        }
    }
}

fn shown(days: Option<u16>) -> String {
    days.map_or_else(String::new, |days| days.to_string())
}

fn read(form: &Form) -> Result<OrganizationEdit, WebError> {
    let receipt_days = days(form, "receipt_days", 1)?.ok_or(WebError::Field {
        field: "receipt_days".to_owned(),
        fault: Fault::Empty,
    })?;
    Ok(OrganizationEdit {
        closed_days: Some(days(form, "closed_days", KEPT_DAYS)?),
        receipt_days: Some(receipt_days),
        audit_days: Some(days(form, "audit_days", KEPT_DAYS)?),
        retention_seen: was::seen(form),
        ..OrganizationEdit::default()
    })
}
