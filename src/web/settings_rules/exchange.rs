//! Rules as a file: taken away, brought in, and a set to begin with.

use poem::{Response, http::StatusCode};
use serde_json::{Map, Value as Json, json};

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        problem::Problem,
        rules::{Unknown, write},
    },
    domain::rule::{NAME_CHARS, When, fault::WrongAt},
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::Answer,
        locale::{Arg, LocaleError},
        undo,
        view::{
            rule::Place,
            settings_rules::{Import, ImportFault},
        },
    },
};

use super::{LIST, show};

/// Most bytes of a file: 500 rules of 200 conditions weigh less.
const FILE: usize = 16 << 20;

/// Faults that a page lists; more are counted.
const FAULTS: usize = 50;

/// Sends all rules as the API writes them, the default rule last.
pub async fn settings_rules_export(call: Call, user: UserDesk) -> Answer {
    let now = call.now;
    let list = call.run(move |_| user.rules(now)).await?;
    let book = call.web.desk.book().map_err(Problem::from)?;
    let rules = list.rules.iter().map(|line| write::rule(&book, &line.rule));
    // Its number is this desk's.
    let mut default = write::default_rule(&book, &list.default);
    default.remove("id");
    let rules: Vec<Map<String, Json>> = rules.chain([default]).collect();
    let text = serde_json::to_string_pretty(&json!({ "rules": rules }));
    Ok(Response::builder()
        .content_type("application/json")
        .header(
            "content-disposition",
            "attachment; filename=\"guichet-rules.json\"",
        )
        .body(text.map_err(WebError::internal)? + "\n"))
}

/// Adds the rules of a file, or of what was pasted; all or none.
pub async fn settings_rules_import(call: Call, user: UserDesk) -> Answer {
    let text = match given(&call.form) {
        Ok(text) => text,
        Err(fault) => return refused(&call, &user, vec![fault]).await,
    };
    let unknown = match call.form.has("create") {
        true => Unknown::Create,
        false => Unknown::Refuse,
    };
    let rules = match read(&text) {
        Ok(rules) => rules,
        Err(fault) => return refused(&call, &user, vec![fault]).await,
    };
    let (editor, now) = (user.clone(), call.now);
    let add = move |_: &_| editor.rules_import(rules, unknown, now);
    match call.run(add).await {
        Ok(_) => Ok(undo::saved(LIST)),
        Err(WebError::Rule(wrong)) => {
            let faults = wrong.iter().map(fault).collect();
            refused(&call, &user, faults).await
        }
        // A group that is to be made, by somebody who makes none.
        Err(WebError::Forbidden) => refused(&call, &user, vec![ImportFault::Groups]).await,
        Err(error) => Err(error),
    }
}

/// The text of the file, or what was pasted.
fn given(form: &Form) -> Result<String, ImportFault> {
    let file = form.files.iter().find(|file| file.field == "file");
    match file {
        Some(file) if !file.is_kept() || file.bytes.len() > FILE => Err(ImportFault::Large),
        Some(file) => {
            let text = file.bytes.strip_prefix("\u{feff}".as_bytes());
            let bytes = text.unwrap_or(&file.bytes).to_vec();
            String::from_utf8(bytes).map_err(|_| ImportFault::Text)
        }
        None => match form.text("text") {
            "" => Err(ImportFault::Empty),
            text => Ok(text.to_owned()),
        },
    }
}

/// `{"rules":[…]}`, a list of rules, or one rule.
fn read(text: &str) -> Result<Vec<Json>, ImportFault> {
    let json: Json = serde_json::from_str(text).map_err(|error| ImportFault::Json {
        line: error.line() as u64,
        column: error.column() as u64,
    })?;
    let list = match json {
        Json::Array(list) => list,
        Json::Object(mut object) => match object.remove("rules") {
            Some(Json::Array(list)) => list,
            Some(_) => return Err(ImportFault::Shape),
            None => vec![Json::Object(object)],
        },
        _ => return Err(ImportFault::Shape),
    };
    if list.is_empty() {
        return Err(ImportFault::Shape);
    }
    Ok(list)
}

fn fault(wrong: &WrongAt) -> ImportFault {
    ImportFault::Rule {
        path: wrong.path.clone(),
        error: Box::new(draw::rule::error(wrong, String::new(), Place::Rule)),
    }
}

async fn refused(call: &Call, user: &UserDesk, mut faults: Vec<ImportFault>) -> Answer {
    let more = faults.len().saturating_sub(FAULTS) as u64;
    faults.truncate(FAULTS);
    let import = Import {
        more,
        text: call.form.get("text").unwrap_or_default().to_owned(),
        create: call.form.has("create"),
        faults,
    };
    let mut response = show(call, user, Vec::new(), import).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

/// Adds rules to begin with, switched off, in the reader's language.
pub async fn settings_rules_starter(call: Call, user: UserDesk) -> Answer {
    let book = call.web.desk.book().map_err(Problem::from)?;
    let rules = starter(&call, &book).map_err(WebError::internal)?;
    let (editor, now) = (user.clone(), call.now);
    let add = move |_: &_| editor.rules_import(rules, Unknown::CreateTags, now);
    match call.run(add).await {
        Ok(_) => Ok(undo::saved(LIST)),
        Err(error) => super::refused(&call, &user, error).await,
    }
}

/// What a desk often needs, made of what this one has: the addresses and words are examples.
fn starter(call: &Call, book: &Book) -> Result<Vec<Json>, LocaleError> {
    let locales = &call.web.locales;
    let say = |id: &str, args: &[(&str, Arg<'_>)]| locales.text(call.language, id, args);
    let name = |text: String| text.chars().take(NAME_CHARS).collect::<String>();
    let when = [When::MailMakesTicket.word()];
    let domain = book.mailboxes.first().map_or("example.org", |mailbox| {
        let address = mailbox.address.as_str();
        address
            .rsplit_once('@')
            .map_or(address, |(_, domain)| domain)
    });
    let words = say("settings_rules-starter-urgent-words", &[])?;
    let words: Vec<Json> = words
        .split(", ")
        .map(|word| {
            json!({
                "field": "subject_or_body", "operator": "contains",
                "value": word, "whole_word": true,
            })
        })
        .collect();
    let mut rules = vec![
        json!({
            "name": say("settings_rules-starter-vip", &[])?,
            "description": say("settings_rules-starter-vip-about", &[])?,
            "enabled": false,
            "when": when,
            "conditions": {"any": [
                {"field": "sender", "operator": "is", "value": format!("director@{domain}")},
            ]},
            "actions": [
                {"action": "priority", "value": "high"},
                {"action": "add_tag", "value": "vip"},
            ],
        }),
        json!({
            "name": say("settings_rules-starter-urgent", &[])?,
            "description": say("settings_rules-starter-urgent-about", &[])?,
            "enabled": false,
            "when": when,
            "conditions": {"any": words},
            "actions": [{"action": "priority", "value": "urgent"}],
        }),
    ];
    // Only where there is a group that it could be given to.
    if let (Some(mailbox), Some(group)) = (book.mailboxes.last(), book.groups.first()) {
        let address = mailbox.address.as_str();
        let args = [
            ("address", Arg::Text(address.into())),
            ("group", Arg::Text(group.name.as_str().into())),
        ];
        rules.push(json!({
            "name": name(say("settings_rules-starter-mailbox", &args)?),
            "description": say("settings_rules-starter-mailbox-about", &[])?,
            "enabled": false,
            "when": when,
            "conditions": {"all": [{"field": "mailbox", "operator": "is", "value": address}]},
            "actions": [{"action": "assign", "value": {"group": group.name}}],
        }));
    }
    Ok(rules)
}
