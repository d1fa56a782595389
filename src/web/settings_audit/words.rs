//! What changed, in the words of the pages: the log keeps the API's. What is not known stays as it
//! was written.

use crate::{
    domain::{
        access::Visibility,
        audit::{Changed as Line, Kind},
        credential::Scope,
        right::Right,
        rule::When,
        tag::Colour,
        user::Language,
    },
    web::{
        profile_security::agent,
        view::settings_audit::{Changed, Said},
    },
};

/// Characters of a value that a line shows; the export and the API have it whole.
const VALUE: usize = 160;

/// The fields whose names the locales have, as `audit-field-<name>`.
const FIELDS: [&str; 56] = [
    "actions",
    "address",
    "aliases",
    "answer",
    "answer_opens",
    "audit_days",
    "browser",
    "bytes",
    "closed_days",
    "colour",
    "conditions",
    "default",
    "default_group",
    "delivery_domain",
    "description",
    "display_name",
    "email",
    "enabled",
    "expires_at",
    "fields",
    "files",
    "first_reply_assigns",
    "groups",
    "holidays",
    "hours",
    "into",
    "kind",
    "language",
    "left",
    "lines",
    "mailboxes",
    "members",
    "messages",
    "name",
    "organization",
    "place",
    "plus_addresses",
    "query",
    "receipt_days",
    "reopen_days",
    "rights",
    "roles",
    "route",
    "scopes",
    "second_step",
    "sign_ins",
    "signature",
    "smarthost",
    "solution",
    "stop",
    "tickets",
    "time_zone",
    "tries",
    "user",
    "visibility",
    "when",
];

/// Says a change as people read it.
pub fn changed(line: &Line) -> Changed {
    let field = line.field.as_str();
    let label = if FIELDS.contains(&field) {
        field.replace('_', "-")
    } else {
        String::new()
    };
    Changed {
        label,
        field: field.to_owned(),
        old: said(field, &line.old),
        new: said(field, &line.new),
    }
}

fn said(field: &str, value: &str) -> Vec<Said> {
    match field {
        _ if value.is_empty() => Vec::new(),
        "browser" => vec![browser(value)],
        "rights" | "roles" | "scopes" => value.split(", ").map(|one| word(field, one)).collect(),
        // A list of the written form of a rule.
        "when" => {
            let list = value.trim_matches(['[', ']']).split(',');
            list.map(|one| word(field, one.trim().trim_matches('"')))
                .collect()
        }
        // The day; at what minute of it is in the export.
        "expires_at" => vec![text(value.split('T').next().unwrap_or_default())],
        _ => vec![word(field, value)],
    }
}

/// A word of a closed set by its message, any other as it is.
fn word(field: &str, value: &str) -> Said {
    let id = match (field, value) {
        ("rights", _) => Right::from_word(value).map(|_| format!("right-{}", dashed(value))),
        ("scopes", _) => Scope::from_word(value).map(|_| format!("scope-{}", dashed(value))),
        ("roles", "admin" | "expert" | "observer") => Some(format!("role-{value}")),
        ("visibility", _) => {
            Visibility::from_word(value).map(|_| format!("settings_user-sees-{value}"))
        }
        ("language", _) => Language::from_word(value).map(|_| format!("language-{value}")),
        ("colour", _) => Colour::from_word(value).map(|_| format!("colour-{value}")),
        ("kind", _) => Kind::from_word(value).map(|_| format!("settings_audit-kind-{value}")),
        ("second_step", "code") => Some("audit-step-code".to_owned()),
        ("second_step", "recovery") => Some("audit-step-recovery".to_owned()),
        ("second_step", "trusted") => Some("audit-step-trusted".to_owned()),
        (_, "true") if is_switch(field) => Some("audit-yes".to_owned()),
        (_, "false") if is_switch(field) => Some("audit-no".to_owned()),
        ("when", _) => When::from_word(value).map(|_| format!("rule-when-{}", dashed(value))),
        _ => None,
    };
    id.map_or_else(|| text(value), |id| Said::Message { id })
}

fn is_switch(field: &str) -> bool {
    const SWITCHES: [&str; 6] = [
        "plus_addresses",
        "enabled",
        "stop",
        "default",
        "answer_opens",
        "first_reply_assigns",
    ];
    SWITCHES.contains(&field)
}

fn dashed(word: &str) -> String {
    word.replace([':', '_'], "-")
}

fn browser(agent: &str) -> Said {
    match agent::read(agent) {
        ("", _) | (_, "") => text(agent),
        (browser, system) => Said::Browser {
            browser: browser.to_owned(),
            system: system.to_owned(),
        },
    }
}

fn text(value: &str) -> Said {
    let mut short: String = value.chars().take(VALUE).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    Said::Text { text: short }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::locale::Locales;

    fn check(field: &str, value: &str, expected: &str) {
        let locales = Locales::load().expect("locales");
        let parts = said(field, value).into_iter().map(|part| match part {
            Said::Message { id } => locales.text(Language::Fr, &id, &[]).expect("a message"),
            Said::Browser { browser, system } => format!("{browser}/{system}"),
            Said::Text { text } => text,
        });
        assert_eq!(parts.collect::<Vec<_>>().join(", "), expected);
    }

    #[test]
    fn values_are_in_the_words_of_the_pages() {
        check("roles", "expert, observer", "Expert, Observateur");
        check("roles", "Chef, d’équipe", "Chef, d’équipe");
        check("rights", "tickets:read", "Lire les tickets");
        check("scopes", "all", "Tout");
        check("visibility", "own", "Ses tickets");
        check("colour", "red", "Rouge");
        check("second_step", "trusted", "navigateur de confiance");
        check("plus_addresses", "false", "non");
        check("enabled", "true", "oui");
        check(
            "when",
            "[\"mail_makes_ticket\",\"ticket_changed\"]",
            "un courriel crée un ticket, un ticket est modifié",
        );
        check("name", "expert", "expert");
        check("expires_at", "2099-12-31T22:59:59Z", "2099-12-31");
        check(
            "browser",
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/1",
            "Firefox/Linux",
        );
        check("browser", "swaks", "swaks");
        check("roles", "", "");
    }

    #[test]
    fn every_field_has_its_name() {
        let locales = Locales::load().expect("locales");
        for field in FIELDS {
            let id = format!("audit-field-{}", field.replace('_', "-"));
            assert!(locales.text(Language::En, &id, &[]).is_ok(), "{id}");
        }
    }
}
