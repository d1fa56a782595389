//! Rules for programs: `/api/v1/rules`, and trying one on messages of the past.

use poem::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        rules::{
            RuleLine, RuleList, Unknown,
            lab::{Lab, LabMatch, MESSAGES, MESSAGES_MOST, SHOWN},
            write,
        },
    },
    domain::{
        id::RuleId,
        right::Right,
        rule::{
            DEFAULT,
            action::Effect,
            fault::{RuleFault, WrongAt},
            set::Spot,
        },
        time::Timestamp,
    },
    web::{call::Call, error::WebError, gate::Answer},
};

use super::{
    json::{answer, created, nothing},
    rule_json, ticket_json,
};

/// Lists the rules in their order, the default rule last.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let rules = read_all(&call, user, |book, list| {
        let mut rules: Vec<Value> = list.rules.iter().map(|it| document(book, it)).collect();
        rules.push(default_document(book, list));
        rules
    });
    answer(StatusCode::OK, &json!({ "rules": rules.await? }))
}

/// Reads one rule.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Makes a rule, or several: an import, all of them or none.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let body = body(&call)?;
    let (unknown, now) = (unknown(&body)?, call.now);
    let Some(list) = body.get("rules") else {
        let maker = user.clone();
        let make = move |_: &_| maker.rule_make(body, unknown, now);
        let id = call.run(make).await?;
        let document = whole(&call, user, id).await?;
        return created(&format!("/api/v1/rules/{id}"), &document);
    };
    let known = ["rules", "create"];
    if let Some(key) = keys(&body).find(|key| !known.contains(key)) {
        return Err(wrong(key, RuleFault::UnknownKey(known.join(", "))));
    }
    let list = list.as_array().cloned();
    let list = list.ok_or_else(|| wrong("rules", RuleFault::Expected("a list of rules")))?;
    let maker = user.clone();
    let make = move |_: &_| maker.rules_import(list, unknown, now);
    let ids = call.run(make).await?;
    let rules = read_all(&call, user, move |book, list| {
        let new = list.rules.iter().filter(|it| ids.contains(&it.rule.id));
        new.map(|it| document(book, it)).collect::<Vec<_>>()
    });
    created("/api/v1/rules", &json!({ "rules": rules.await? }))
}

/// Puts another rule in place of one.
pub async fn put(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    let body = body(&call)?;
    let (unknown, now, editor) = (unknown(&body)?, call.now, user.clone());
    call.run(move |_| {
        if id == DEFAULT {
            editor.rule_put_default(body, now)
        } else {
            editor.rule_put(id, body, None, unknown, now)
        }
    })
    .await?;
    answer(StatusCode::OK, &whole(&call, user, id).await?)
}

/// Deletes a rule.
pub async fn delete(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    let now = call.now;
    call.run(move |_| user.rule_delete(id, now)).await?;
    Ok(nothing())
}

/// Tries a rule on messages of the past; nothing is written.
pub async fn dry_run(call: Call, user: UserDesk) -> Answer {
    let body = body(&call)?;
    if !user.may(Right::TicketRead) {
        return Err(WebError::NotFound);
    }
    let known = ["rule", "replaces", "messages", "create"];
    if let Some(key) = keys(&body).find(|key| !known.contains(key)) {
        return Err(wrong(key, RuleFault::UnknownKey(known.join(", "))));
    }
    let messages = match body.get("messages") {
        None | Some(Value::Null) => Some(MESSAGES),
        Some(number) => number
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .filter(|number| (1..=MESSAGES_MOST).contains(number)),
    };
    let messages = messages
        .ok_or_else(|| wrong("messages", RuleFault::Expected("a number from 1 to 50000")))?;
    let unknown = unknown(&body)?;
    let rule = body.get("rule").cloned().unwrap_or_default();
    let replaces = body.get("replaces").and_then(Value::as_u64).map(RuleId);
    let (reader, now) = (user.clone(), call.now);
    let lab = call
        .run(move |_| {
            let lab = reader.lab(&rule, replaces, messages, unknown, now);
            lab.map_err(|problem| WebError::from(problem).inside("rule"))
        })
        .await?;
    let (lab, matches) = tried(&call, &user, lab).await?;
    let document = json!({
        "examined": lab.examined,
        "matched": lab.matched,
        "lost": lab.lost,
        "matches": matches,
    });
    answer(StatusCode::OK, &document)
}

/// Goes on step by step, so that whoever goes away is not worked for any more.
async fn tried(call: &Call, user: &UserDesk, mut lab: Lab) -> Result<(Lab, Vec<Value>), WebError> {
    let mut matches = Vec::new();
    while !lab.done {
        let reader = user.clone();
        let step = move |_: &_| {
            let found = reader.lab_step(&mut lab)?;
            Ok::<_, WebError>((lab, found))
        };
        let (after, found) = call.run(step).await?;
        lab = after;
        let room = SHOWN.saturating_sub(matches.len());
        let shown = found.iter().filter(|it| it.matches).take(room);
        matches.extend(shown.map(|it| match_document(&lab, it)));
    }
    Ok((lab, matches))
}

fn match_document(lab: &Lab, found: &LabMatch) -> Value {
    let conditions = lab.rule().map_or_else(Vec::new, |rule| {
        rule_json::conditions(lab.book(), rule, &found.answers, &found.saw)
    });
    // A tag that saving the rule would make has a name already.
    let changes = found.changes.iter().map(|effect| match effect {
        Effect::TagAdded { tag } => {
            json!({ "field": "tags", "old": null, "new": lab.tag_name(*tag) })
        }
        effect => ticket_json::effect(lab.book(), effect),
    });
    json!({
        "ticket": found.ticket.0,
        "message": found.line.0,
        "conditions": conditions,
        "changes": changes.collect::<Vec<_>>(),
    })
}

async fn read_all<T: Send + 'static>(
    call: &Call,
    user: UserDesk,
    with: impl FnOnce(&Book, &RuleList) -> T + Send + 'static,
) -> Result<T, WebError> {
    let now = call.now;
    call.run(move |_| {
        let list = user.rules(now)?;
        Ok::<_, WebError>(with(&*user.book()?, &list))
    })
    .await
}

async fn whole(call: &Call, user: UserDesk, id: RuleId) -> Result<Value, WebError> {
    let found = read_all(call, user, move |book, list| {
        if id == DEFAULT {
            return Some(default_document(book, list));
        }
        let line = list.rules.iter().find(|line| line.rule.id == id);
        line.map(|line| document(book, line))
    });
    found.await?.ok_or(WebError::NotFound)
}

fn document(book: &Book, line: &RuleLine) -> Value {
    let mut fields = write::rule(book, &line.rule);
    fields.insert("id".to_owned(), json!(line.rule.id.0));
    if !line.broken.is_empty() {
        let broken = line.broken.iter().map(|(spot, missing)| {
            let (place, at) = match spot {
                Spot::Condition(at) => ("condition", at),
                Spot::Action(at) => ("action", at),
            };
            json!({ place: at, "missing": missing.word() })
        });
        fields.insert("broken".to_owned(), broken.collect());
    }
    with_hits(fields, (line.hits.week, line.hits.all, line.hits.last))
}

fn default_document(book: &Book, list: &RuleList) -> Value {
    let hits = &list.default_hits;
    let fields = write::default_rule(book, &list.default);
    with_hits(fields, (hits.week, hits.all, hits.last))
}

fn with_hits(
    mut fields: Map<String, Value>,
    (week, all, last): (u64, u64, Option<Timestamp>),
) -> Value {
    let last = last.map(Timestamp::rfc3339);
    let hits = json!({ "week": week, "all": all, "last_at": last });
    fields.insert("hits".to_owned(), hits);
    Value::Object(fields)
}

fn body(call: &Call) -> Result<Value, WebError> {
    serde_json::from_slice(&call.body).map_err(|_| WebError::BadRequest)
}

fn keys(body: &Value) -> impl Iterator<Item = &str> {
    let fields = body.as_object().into_iter().flat_map(Map::keys);
    fields.map(String::as_str)
}

/// What becomes of names that are not there.
fn unknown(body: &Value) -> Result<Unknown, WebError> {
    match body.get("create") {
        None | Some(Value::Null | Value::Bool(false)) => Ok(Unknown::Refuse),
        Some(Value::Bool(true)) => Ok(Unknown::Create),
        Some(_) => Err(wrong("create", RuleFault::Expected("true or false"))),
    }
}

fn wrong(path: &str, fault: RuleFault) -> WebError {
    WebError::Rule(vec![WrongAt {
        path: path.to_owned(),
        fault,
    }])
}
