//! The page of the default rule: what new tickets have where nobody and no rule said otherwise.

use poem::http::StatusCode;
use serde_json::{Map, Value as Json, json};

use crate::{
    desk::{access::UserDesk, problem::Problem},
    domain::rule::{
        DEFAULT,
        action::Kind,
        fault::{RuleFault, WrongAt},
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::Answer,
        list_query::write_assignee,
        respond,
        settings_rules::LIST,
        undo,
        view::{
            Section,
            rule::{Place, RuleError},
            settings_rule::{DefaultDraft, MailboxGroup, RuleForm, SettingsRulePage},
        },
    },
};

use super::{
    draft::{Action, Draft, What},
    rows::{self, Around},
    written::of_action,
};

/// What the form holds, in the order of the written form.
const FIELDS: [(&str, Kind); 4] = [
    ("status", Kind::Status),
    ("priority", Kind::Priority),
    ("assignee", Kind::Assign),
    ("mailbox", Kind::Mailbox),
];

/// Shows it, with what was typed where that was refused.
pub async fn show(call: &Call, user: &UserDesk, refused: Option<Vec<RuleError>>) -> Answer {
    let (reader, now) = (user.clone(), call.now);
    let default = call.run(move |_| reader.rules(now)).await?.default;
    let book = call.web.desk.book().map_err(Problem::from)?;
    let choices = rows::choices(&book);
    let typed = |field: &str, kept: String| match refused {
        Some(_) => call.form.text(field).to_owned(),
        None => kept,
    };
    let mailbox = default.mailbox.and_then(|id| book.mailbox(id));
    let assignee = typed("assignee", write_assignee(default.assignee));
    let around = Around {
        book: &book,
        choices: &choices,
        errors: &[],
        broken: &[],
    };
    let groups = book.mailboxes.iter().filter_map(|mailbox| {
        Some(MailboxGroup {
            id: mailbox.id.0,
            address: mailbox.address.to_string(),
            group: book.group_name(mailbox.default_group?)?.to_owned(),
        })
    });
    let draft = DefaultDraft {
        status: typed("status", default.status.word().to_owned()),
        priority: typed("priority", default.priority.word().to_owned()),
        assignee_gone: around.gone("assignee", &assignee),
        assignee,
        mailbox: typed(
            "mailbox",
            mailbox.map_or_else(String::new, |it| it.address.to_string()),
        ),
        groups: groups.collect(),
    };
    let page = SettingsRulePage {
        id: Some(DEFAULT.0),
        title: String::new(),
        choices,
        revision: 0,
        form: RuleForm::Default(draft),
        errors: refused.unwrap_or_default(),
        broken: Vec::new(),
        focus: String::new(),
        lab: None,
    };
    let section = Section::Settings;
    respond::page(call, Some(user), section, "settings_rule.html", &page)
}

/// Keeps what was chosen. What would narrow the rule, switch it off or stop at it is refused.
pub async fn post(call: &Call, user: &UserDesk) -> Answer {
    let rule = written(call)?;
    let (editor, now) = (user.clone(), call.now);
    let put = move |_: &_| editor.rule_put_default(rule, now);
    let error = match call.run(put).await {
        Ok(()) => return Ok(undo::saved(LIST)),
        Err(error) => error,
    };
    let WebError::Rule(wrong) = &error else {
        return Err(error);
    };
    let errors = wrong.iter().map(self::error).collect();
    let mut response = show(call, user, Some(errors)).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

fn written(call: &Call) -> Result<Json, WebError> {
    let book = call.web.desk.book().map_err(Problem::from)?;
    let form: &Form = &call.form;
    let actions = FIELDS.map(|(field, kind)| {
        let it = Action {
            action: kind.word().to_owned(),
            value: form.text(field).to_owned(),
            ..Action::default()
        };
        match (kind, it.value.as_str()) {
            (Kind::Mailbox, "") => json!({ "action": it.action, "value": null }),
            _ => of_action(&book, &it),
        }
    });
    let mut rule = Map::new();
    rule.insert("actions".to_owned(), json!(actions));
    // None of these is on the page: whoever sends them by hand is told why they do nothing.
    let draft = Draft::read(form)?;
    let asks = |node: &super::draft::Node| matches!(node.what, What::Condition(_));
    if draft.nodes.iter().any(asks) {
        let (whole, _) = draft.written(&book);
        let conditions = whole.get("conditions").cloned().unwrap_or_default();
        rule.insert("conditions".to_owned(), conditions);
    }
    if form.get("enabled").is_some_and(|on| on != "1") {
        rule.insert("enabled".to_owned(), json!(false));
    }
    if draft.stop {
        rule.insert("stop".to_owned(), json!(true));
    }
    Ok(Json::Object(rule))
}

fn error(wrong: &WrongAt) -> RuleError {
    let action = wrong.path.strip_prefix("actions.");
    let at = action.and_then(|rest| rest.split('.').next()?.parse::<usize>().ok());
    let field = at
        .and_then(|at| FIELDS.get(at))
        .map_or("", |(field, _)| field);
    let place = match at {
        Some(at) => Place::Action(at as u64 + 1),
        None => Place::Rule,
    };
    let error = draw::rule::error(wrong, field.to_owned(), place);
    match wrong.fault {
        RuleFault::UnknownWord { .. } => RuleError {
            word: "choice",
            ..error
        },
        _ => error,
    }
}
