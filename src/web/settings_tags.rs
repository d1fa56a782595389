//! The list of tags: `/settings/tags`.

use crate::{
    desk::{access::UserDesk, tags::TagLine},
    domain::id::RuleId,
};

use super::{
    call::Call,
    draw,
    gate::Answer,
    respond,
    view::{
        Section,
        settings_tags::{RulesOf, SettingsTagsPage, TagRow},
    },
};

/// Shows the list.
pub async fn settings_tags(call: Call, user: UserDesk) -> Answer {
    let reader = user.clone();
    let lines = call.run(move |_| reader.tags()).await?;
    let page = SettingsTagsPage {
        tags: lines.iter().map(row).collect(),
    };
    respond::page(
        &call,
        Some(&user),
        Section::Settings,
        "settings_tags.html",
        &page,
    )
}

/// Draws one line.
#[must_use]
pub fn row(line: &TagLine) -> TagRow {
    TagRow {
        id: line.tag.id.0,
        tag: draw::tag(&line.tag),
        open: line.count.map(|count| count.open),
        all: line.count.map(|count| count.all),
        rules: line.rules.as_deref().map(rules_of),
    }
}

fn rules_of(rules: &[RuleId]) -> RulesOf {
    RulesOf {
        n: rules.len(),
        url: match rules {
            [one] => format!("/settings/rules/{}", one.0),
            _ => "/settings/rules".to_owned(),
        },
    }
}
