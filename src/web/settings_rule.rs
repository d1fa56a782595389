//! One rule, new or there: `/settings/rules/new`, `/settings/rules/{id}`. What was typed is a draft
//! (`draft`) until it is saved; buttons change the draft (`edit`) and keep nothing.

mod default_rule;
mod draft;
mod edit;
mod hits;
pub mod lab;
mod rows;
mod written;

use poem::http::StatusCode;

use crate::{
    desk::{
        access::UserDesk,
        problem::Problem,
        rules::{RuleLine, Unknown},
    },
    domain::{
        id::RuleId,
        rule::{DEFAULT, fault::RuleFault},
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    gate::Answer,
    respond,
    settings_rules::LIST,
    undo,
    view::{
        Section,
        rule::RuleError,
        settings_rule::{RuleForm, SettingsRulePage, Tried},
    },
};

use draft::Draft;
use rows::Around;

/// Shows the form of a new rule.
pub async fn settings_rule_new(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, None, Shown::default()).await
}

/// Shows a rule.
pub async fn settings_rule(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    if id == DEFAULT {
        return default_rule::show(&call, &user, None).await;
    }
    show(&call, &user, Some(id), Shown::default()).await
}

/// Makes a rule, or does to its draft what a button says.
pub async fn settings_rule_new_post(call: Call, user: UserDesk) -> Answer {
    post(call, user, None).await
}

/// Changes a rule, or does to its draft what a button says.
pub async fn settings_rule_post(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    if id == DEFAULT {
        return default_rule::post(&call, &user).await;
    }
    post(call, user, Some(id)).await
}

/// What of a page is not as it is kept.
#[derive(Default)]
struct Shown {
    /// None for what is kept, or for an empty form.
    draft: Option<Draft>,
    errors: Vec<RuleError>,
    focus: String,
    tried: Option<Tried>,
}

async fn post(call: Call, user: UserDesk, id: Option<RuleId>) -> Answer {
    let mut draft = Draft::read(&call.form)?;
    let book = call.web.desk.book().map_err(Problem::from)?;
    if let Some(word) = call.form.get("do") {
        let focus = draft.act(word, &book).ok_or(WebError::BadRequest)?;
        let shown = Shown {
            draft: Some(draft),
            focus,
            ..Shown::default()
        };
        return show(&call, &user, id, shown).await;
    }
    let (rule, paths) = draft.written(&book);
    let (editor, now, seen) = (user.clone(), call.now, revision(&call));
    // Tags that are typed are made, as on a ticket.
    let keep = move |_: &_| match id {
        None => editor.rule_make(rule, Unknown::CreateTags, now).map(|_| ()),
        Some(id) => editor.rule_put(id, rule, seen, Unknown::CreateTags, now),
    };
    match call.run(keep).await {
        Ok(()) => Ok(undo::saved(LIST)),
        Err(error) => refused(&call, &user, id, draft, (&paths, &error)).await,
    }
}

/// The revision that the form was filled with. One that is no number was never looked at.
fn revision(call: &Call) -> Option<u32> {
    let sent = call.form.get("revision")?;
    Some(sent.parse().unwrap_or(0))
}

/// Shows a draft that was refused as it was typed, each fault at its control; any other error goes
/// on.
async fn refused(
    call: &Call,
    user: &UserDesk,
    id: Option<RuleId>,
    draft: Draft,
    (paths, error): (&[String], &WebError),
) -> Answer {
    let errors = faults(&draft, paths, error).ok_or_else(|| error.clone())?;
    let shown = Shown {
        draft: Some(draft),
        errors,
        ..Shown::default()
    };
    let mut response = show(call, user, id, shown).await?;
    response.set_status(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(response)
}

/// The faults of a draft, each at its control; None for another error.
fn faults(draft: &Draft, paths: &[String], error: &WebError) -> Option<Vec<RuleError>> {
    let WebError::Rule(wrong) = error else {
        return None;
    };
    let draw = |wrong| {
        let error: RuleError = draft.error(paths, wrong);
        // A tag is made where there is none, so it can only be that it is no name of a tag. What
        // the API lists in its own words stands in the list beside.
        let word = match &wrong.fault {
            RuleFault::NoSuch { noun: "tag", .. } => "tag",
            RuleFault::UnknownWord { .. } => "choice",
            _ => error.word,
        };
        RuleError { word, ..error }
    };
    Some(wrong.iter().map(draw).collect())
}

async fn show(call: &Call, user: &UserDesk, id: Option<RuleId>, shown: Shown) -> Answer {
    let (reader, now) = (user.clone(), call.now);
    let list = call.run(move |_| reader.rules(now)).await?;
    let line = id.map(|id| {
        let mut lines = list.rules.iter();
        let line = lines.find(|line| line.rule.id == id);
        line.ok_or(WebError::NotFound)
    });
    let page = page(call, user, line.transpose()?, shown)?;
    if call.wants_fragment() {
        return respond::fragment(call, Some(user), "_rule_draft.html", &page);
    }
    let section = Section::Settings;
    respond::page(call, Some(user), section, "settings_rule.html", &page)
}

fn page(
    call: &Call,
    user: &UserDesk,
    line: Option<&RuleLine>,
    shown: Shown,
) -> Result<SettingsRulePage, WebError> {
    let book = call.web.desk.book().map_err(Problem::from)?;
    let choices = rows::choices(&book);
    // Where it is broken is counted in what is kept, not in what was changed since.
    let kept = line.filter(|_| shown.draft.is_none());
    let broken = kept.map_or_else(Vec::new, |line| draw::rule::broken(&line.broken));
    let draft = shown
        .draft
        .unwrap_or_else(|| line.map_or_else(Draft::empty, |line| Draft::of(&book, &line.rule)));
    let around = Around {
        book: &book,
        choices: &choices,
        errors: &shown.errors,
        broken: &broken,
    };
    let form = draft.drawn(&around);
    Ok(SettingsRulePage {
        id: line.map(|line| line.rule.id.0),
        title: line.map_or_else(String::new, |line| line.rule.name.clone()),
        revision: revision(call).unwrap_or(line.map_or(0, |line| line.rule.revision)),
        form: RuleForm::Rule(Box::new(form)),
        choices,
        errors: shown.errors,
        broken,
        focus: shown.focus,
        lab: lab::form(call, user, shown.tried),
    })
}
