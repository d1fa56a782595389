//! The organization for programs: `/api/v1/settings`.

use poem::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        organization::OrganizationEdit,
        problem::{Fault, Problem},
    },
    domain::{settings::Settings, user::Language},
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, read},
    route::{self, RouteIn, present},
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsIn {
    organization: Option<String>,
    language: Option<String>,
    time_zone: Option<String>,
    reopen_days: Option<u32>,
    answer_opens: Option<bool>,
    first_reply_assigns: Option<bool>,
    /// Of this and `audit_days`: absent leaves it; null keeps for good.
    #[serde(default, deserialize_with = "present")]
    closed_days: Option<Option<u32>>,
    receipt_days: Option<u32>,
    #[serde(default, deserialize_with = "present")]
    audit_days: Option<Option<u32>>,
    /// Absent leaves it; null sends straight to each recipient's server.
    #[serde(default, deserialize_with = "present")]
    smarthost: Option<Option<RouteIn>>,
}

fn document(settings: &Settings) -> Value {
    json!({
        "organization": settings.organization,
        "language": settings.language.word(),
        "time_zone": settings.time_zone,
        "reopen_days": settings.reopen_days,
        "answer_opens": settings.moves.answer_opens,
        "first_reply_assigns": settings.moves.first_reply_assigns,
        "closed_days": settings.retention.closed_days,
        "receipt_days": settings.retention.receipt_days,
        "audit_days": settings.retention.audit_days,
        "smarthost": route::write(settings.smarthost.as_ref()),
    })
}

/// What does not fit is refused where the bounds are known.
fn fitting(days: u32) -> u16 {
    u16::try_from(days).unwrap_or(u16::MAX)
}

/// Reads the organization.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let found = call.run(move |_| user.organization()).await?;
    answer(StatusCode::OK, &document(&found.settings))
}

/// Changes the organization.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let new: SettingsIn = read(&call)?;
    let wrong = |field: &'static str, fault| WebError::from(Problem::field(field, fault));
    let language = new
        .language
        .as_deref()
        .map(|word| Language::from_word(word).ok_or_else(|| wrong("language", Fault::Unknown)));
    let smarthost = match new.smarthost {
        None => None,
        Some(None) => Some(None),
        Some(Some(new)) => Some(Some(route::read(new, "smarthost")?)),
    };
    let edit = OrganizationEdit {
        organization: new.organization,
        language: language.transpose()?,
        time_zone: new.time_zone,
        reopen_days: new.reopen_days.map(fitting),
        answer_opens: new.answer_opens,
        first_reply_assigns: new.first_reply_assigns,
        closed_days: new.closed_days.map(|days| days.map(fitting)),
        receipt_days: new.receipt_days.map(fitting),
        audit_days: new.audit_days.map(|days| days.map(fitting)),
        smarthost,
        ..OrganizationEdit::default()
    };
    let now = call.now;
    let settings = call.run(move |_| user.organization_edit(edit, now)).await?;
    answer(StatusCode::OK, &document(&settings))
}
