//! The list of tags: `/settings/tags`.

use std::collections::HashMap;

use crate::{
    desk::{access::UserDesk, problem::Problem, tags::TagLine},
    domain::{
        id::{RuleId, TagId},
        right::Right,
    },
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
    let (lines, rules) = call
        .run(move |_| {
            let keeps_rules = reader.may(Right::Rules);
            let rules = keeps_rules.then(|| reader.rules_by_tag()).transpose()?;
            Ok::<_, Problem>((reader.tags()?, rules))
        })
        .await?;
    let page = SettingsTagsPage {
        tags: lines
            .iter()
            .map(|line| TagRow {
                rules: rules.as_ref().map(|rules| rules_of(rules, line.tag.id)),
                ..row(line)
            })
            .collect(),
    };
    respond::page(
        &call,
        Some(&user),
        Section::Settings,
        "settings_tags.html",
        &page,
    )
}

/// Draws one line, without its rules.
#[must_use]
pub fn row(line: &TagLine) -> TagRow {
    TagRow {
        id: line.tag.id.0,
        tag: draw::tag(&line.tag),
        open: line.count.map(|count| count.open),
        all: line.count.map(|count| count.all),
        rules: None,
    }
}

fn rules_of(by_tag: &HashMap<TagId, Vec<RuleId>>, tag: TagId) -> RulesOf {
    let rules = by_tag.get(&tag).map_or(&[][..], Vec::as_slice);
    RulesOf {
        n: rules.len(),
        url: match rules {
            [one] => format!("/settings/rules/{}", one.0),
            _ => "/settings/rules".to_owned(),
        },
    }
}
