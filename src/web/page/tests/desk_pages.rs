//! The settings of organization, mailboxes, tags and tokens, at rest and refused.

use super::{Book, errors};
use crate::domain::tag::Colour;
use crate::web::view::{
    Problem, Section,
    route::RouteForm,
    sample,
    settings_mail::{MailboxRow, SettingsMailPage},
    settings_mailbox::{GroupOption, SettingsMailboxPage},
    settings_organization::SettingsOrganizationPage,
    settings_retention::SettingsRetentionPage,
    settings_tag::SettingsTagPage,
    settings_tags::{RulesOf, SettingsTagsPage, TagRow},
    settings_token::{OwnerOption, ScopeBox, SettingsTokenPage},
    settings_tokens::{Made, SettingsTokensPage, TokenRow},
};

fn route(name: &'static str, chosen: &str) -> RouteForm {
    RouteForm {
        name,
        chosen: !chosen.is_empty(),
        security: "starttls".to_owned(),
        host: chosen.to_owned(),
        port: "587".to_owned(),
        user: "desk".to_owned(),
        has_password: !chosen.is_empty(),
    }
}

fn organization(wrong: &[(&str, Problem)]) -> SettingsOrganizationPage {
    SettingsOrganizationPage {
        organization: "Lumen & Fils".to_owned(),
        language: "fr".to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        reopen_days: "30".to_owned(),
        answer_opens: true,
        first_reply_assigns: wrong.is_empty(),
        route: route(
            "smarthost",
            if wrong.is_empty() { "" } else { "smtp.example" },
        ),
        demo: wrong.is_empty(),
        seen: "1f".to_owned(),
        errors: errors(wrong),
    }
}

fn retention(wrong: &[(&str, Problem)]) -> SettingsRetentionPage {
    SettingsRetentionPage {
        closed_days: String::new(),
        receipt_days: "90".to_owned(),
        audit_days: "365".to_owned(),
        seen: "1f".to_owned(),
        errors: errors(wrong),
    }
}

fn mail(deleted: usize) -> SettingsMailPage {
    let row = |id: u64, own_route: bool| MailboxRow {
        id,
        address: format!("support{id}@help.lumen.example"),
        aliases: vec!["aide@help.lumen.example".to_owned(); usize::from(own_route)],
        display_name: "Lumen <b>& Fils</b>".to_owned(),
        group: own_route.then(|| "Network".to_owned()),
        signature: if own_route {
            "Inès".to_owned()
        } else {
            String::new()
        },
        own_route,
    };
    SettingsMailPage {
        mailboxes: vec![row(1, false), row(2, true)],
        deleted: (3..).take(deleted).map(|id| row(id, false)).collect(),
        errors: Vec::new(),
    }
}

fn mailbox(id: Option<u64>, wrong: &[(&str, Problem)]) -> SettingsMailboxPage {
    let address = "support@help.lumen.example".to_owned();
    SettingsMailboxPage {
        id,
        name: id.map_or_else(String::new, |_| address.clone()),
        address,
        aliases: "aide@help.lumen.example".to_owned(),
        delivery_domain: String::new(),
        plus_addresses: true,
        display_name: "Lumen".to_owned(),
        default_group: "3".to_owned(),
        groups: vec![GroupOption {
            value: "3".to_owned(),
            name: "Devices <i>".to_owned(),
        }],
        signature: "Inès Caron\nLumen & Fils".to_owned(),
        route: route("route", "smtp.example"),
        may_delete: wrong.is_empty(),
        seen: "1f".to_owned(),
        errors: errors(wrong),
    }
}

fn tag_rows() -> Vec<TagRow> {
    let tags = sample::tags(&[
        "till", "mail", "network", "printer", "vpn", "security", "hard<b>",
    ]);
    let rows = tags.into_iter().zip(1..).map(|(tag, id)| TagRow {
        id,
        tag,
        open: (id != 3).then_some(id),
        all: (id != 3).then_some(id * 1_017),
        rules: (id != 4).then(|| RulesOf {
            n: usize::try_from(id - 1).unwrap(),
            url: "/settings/rules/7".to_owned(),
        }),
    });
    rows.collect()
}

fn tag(row: Option<TagRow>, wrong: &[(&str, Problem)]) -> SettingsTagPage {
    SettingsTagPage {
        name: "till".to_owned(),
        colour: "violet".to_owned(),
        colours: Colour::ALL.into_iter().map(Colour::word).collect(),
        others: vec!["tills".to_owned()],
        into: String::new(),
        seen: "1f".to_owned(),
        row,
        errors: errors(wrong),
    }
}

fn token_rows() -> Vec<TokenRow> {
    let row = |id, name: &str, over: bool| TokenRow {
        id,
        name: name.to_owned(),
        owner: Some(sample::ines()),
        scopes: vec!["tickets:read", "admin"],
        used: (!over).then(|| sample::ago(12)),
        last: over.then(|| sample::ago(90_000)),
        over,
    };
    vec![
        row(1, "Till <b>monitor", false),
        row(2, "Weekly report", true),
    ]
}

fn token(row: Option<TokenRow>, wrong: &[(&str, Problem)]) -> SettingsTokenPage {
    let scope = |word| ScopeBox {
        word,
        on: word == "admin",
        was: word == "all",
    };
    SettingsTokenPage {
        name: "Till monitor".to_owned(),
        was_name: "Till <b>monitor".to_owned(),
        was_expires_at: String::new(),
        scopes: ["tickets:read", "tickets:write", "admin", "all"]
            .map(scope)
            .to_vec(),
        expires_at: "2026-12-31".to_owned(),
        owners: vec![OwnerOption {
            value: "1".to_owned(),
            person: sample::ines(),
        }],
        user: "1".to_owned(),
        row,
        errors: errors(wrong),
    }
}

pub(super) fn add(book: &mut Book<'_>) {
    let section = Section::Settings;
    let refused = [
        ("organization", Problem::Required),
        ("language", Problem::Choice),
        ("time_zone", Problem::Zone),
        ("reopen_days", Problem::Range),
        ("smarthost.security", Problem::PlainPassword),
        ("smarthost.host", Problem::PlainHost),
        ("smarthost.port", Problem::Port),
        ("smarthost.user", Problem::UserMissing),
        ("smarthost.password", Problem::PasswordMissing),
    ];
    for (what, wrong) in [("", &[][..]), ("-error", &refused)] {
        let what = format!("settings-organization{what}");
        let page = organization(wrong);
        book.add(&what, "settings_organization.html", section, &page);
    }
    let refused = [
        ("closed_days", Problem::Range),
        ("receipt_days", Problem::Required),
        ("audit_days", Problem::Range),
    ];
    for (what, wrong) in [("", &[][..]), ("-error", &refused)] {
        let what = format!("settings-retention{what}");
        let page = retention(wrong);
        book.add(&what, "settings_retention.html", section, &page);
    }
    book.add("settings-mail", "settings_mail.html", section, &mail(2));
    let mut kept = mail(0);
    kept.errors = errors(&[("mailbox", Problem::LastMailbox)]);
    book.add("settings-mail-error", "settings_mail.html", section, &kept);
    let refused = [
        ("address", Problem::LocalPart),
        ("aliases", Problem::Taken),
        ("delivery_domain", Problem::Domain),
        ("default_group", Problem::Choice),
        ("signature", Problem::TooLong),
        ("route.host", Problem::Host),
        ("route.user", Problem::Line),
    ];
    for (what, id, wrong) in [
        ("", Some(1), &[][..]),
        ("-new", None, &[][..]),
        ("-error", Some(1), &refused),
    ] {
        let what = format!("settings-mailbox{what}");
        let page = mailbox(id, wrong);
        book.add(&what, "settings_mailbox.html", section, &page);
    }
    let tags = SettingsTagsPage { tags: tag_rows() };
    book.add("settings-tags", "settings_tags.html", section, &tags);
    let none = SettingsTagsPage { tags: Vec::new() };
    book.add("settings-tags-none", "settings_tags.html", section, &none);
    let wrong = [("name", Problem::Tag), ("into", Problem::Choice)];
    let first = tag_rows().into_iter().next();
    book.add(
        "settings-tag",
        "settings_tag.html",
        section,
        &tag(first.clone(), &[]),
    );
    book.add(
        "settings-tag-new",
        "settings_tag.html",
        section,
        &tag(None, &[]),
    );
    book.add(
        "settings-tag-error",
        "settings_tag.html",
        section,
        &tag(first, &wrong),
    );
    tokens(book);
}

fn tokens(book: &mut Book<'_>) {
    let section = Section::Settings;
    let made = Made {
        name: "Till monitor".to_owned(),
        secret: "gui_demo".to_owned(),
    };
    for (what, made, tokens) in [
        ("", None, token_rows()),
        ("-made", Some(made), token_rows()),
        ("-none", None, Vec::new()),
    ] {
        let page = SettingsTokensPage {
            made,
            everybody: tokens.len() == 2,
            tokens,
        };
        let what = format!("settings-tokens{what}");
        book.add(&what, "settings_tokens.html", section, &page);
    }
    let wrong = [
        ("name", Problem::Required),
        ("user", Problem::Choice),
        ("scopes", Problem::BeyondYou),
        ("expires_at", Problem::Day),
    ];
    let first = token_rows().into_iter().next();
    book.add(
        "settings-token",
        "settings_token.html",
        section,
        &token(first, &[]),
    );
    book.add(
        "settings-token-error",
        "settings_token.html",
        section,
        &token(None, &wrong),
    );
}
