//! The list of rules: `/settings/rules`. Their order, their switches, copies of them; what a rule
//! asks and does has its own page.

pub mod exchange;

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        problem::Problem,
        rules::{RuleLine, Switch},
    },
    domain::{
        id::{RuleId, UndoId},
        rule::fault::WrongAt,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    gate::Answer,
    locale::Arg,
    respond, undo,
    view::{
        Section,
        rule::{Place, RuleError},
        settings_rules::{Hits, Import, RuleRow, SettingsRulesPage},
    },
};

/// Where the list stands.
pub const LIST: &str = "/settings/rules";

/// Shows the list.
pub async fn settings_rules(call: Call, user: UserDesk) -> Answer {
    show(&call, &user, Vec::new(), Import::default()).await
}

async fn show(call: &Call, user: &UserDesk, errors: Vec<RuleError>, import: Import) -> Answer {
    let (reader, now) = (user.clone(), call.now);
    let list = call.run(move |_| reader.rules(now)).await?;
    let book = call.web.desk.book().map_err(Problem::from)?;
    let hits = list.default_hits;
    let page = SettingsRulesPage {
        rules: list.rules.iter().map(|line| row(&book, line)).collect(),
        default: draw::rule::defaults(&book, &list.default),
        default_hits: Hits {
            week: hits.week,
            all: hits.all,
            last: hits.last,
        },
        errors,
        import,
    };
    let section = Section::Settings;
    respond::page(call, Some(user), section, "settings_rules.html", &page)
}

fn row(book: &Book, line: &RuleLine) -> RuleRow {
    let rule = &line.rule;
    let (actions, more_actions) = draw::rule::actions(book, rule);
    RuleRow {
        id: rule.id.0,
        name: rule.name.clone(),
        on: rule.enabled,
        when: rule
            .when
            .iter()
            .map(|when| draw::rule::dashed(when.word()))
            .collect(),
        conditions: draw::rule::conditions(book, rule),
        actions,
        more_actions,
        stop: rule.stop,
        hits: Hits {
            week: line.hits.week,
            all: line.hits.all,
            last: line.hits.last,
        },
        broken: draw::rule::broken(&line.broken),
    }
}

/// Switches a rule on or off.
pub async fn settings_rules_switch(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    let to = match call.form.text("to") {
        "on" => Switch::On,
        "off" => Switch::Off,
        _ => return Err(WebError::BadRequest),
    };
    let (editor, now) = (user.clone(), call.now);
    let switched = call.run(move |_| editor.rule_switch(id, to, now)).await;
    done(&call, &user, switched).await
}

/// Moves a rule to a place, or past its neighbour.
pub async fn settings_rules_move(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    let (editor, now) = (user.clone(), call.now);
    let place = call.form.text("place").parse::<usize>().ok();
    let by = match call.form.text("by") {
        "up" => Some(-1),
        "down" => Some(1),
        _ => None,
    };
    if place.is_none() && by.is_none() {
        return Err(WebError::BadRequest);
    }
    let go = move |_: &_| {
        let rules = editor.rules(now)?.rules;
        // The default rule is none of them: moving it is refused with the reason.
        let here = rules.iter().position(|line| line.rule.id == id);
        let beside = here.unwrap_or(0).saturating_add_signed(by.unwrap_or(0));
        editor.rule_move(id, place.unwrap_or(beside), now)
    };
    let moved = call.run(go).await;
    done(&call, &user, moved).await
}

/// Makes a copy, switched off, behind the rule, and shows it.
pub async fn settings_rules_duplicate(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    let (editor, now) = (user.clone(), call.now);
    let list = call.run(move |_| editor.rules(now)).await?;
    let rule = list.rules.iter().find(|line| line.rule.id == id);
    let name = rule.map_or("", |line| line.rule.name.as_str());
    let args = [("rule", Arg::Text(name.into()))];
    let name = call
        .web
        .locales
        .text(call.language, "settings_rules-copy", &args)
        .map_err(WebError::internal)?;
    let (editor, now) = (user.clone(), call.now);
    let made = call.run(move |_| editor.rule_duplicate(id, &name, now));
    match made.await {
        Ok(id) => Ok(undo::saved(&format!("{LIST}/{id}"))),
        Err(error) => refused(&call, &user, error).await,
    }
}

/// Deletes a rule; the list offers to bring it back.
pub async fn settings_rules_delete(call: Call, user: UserDesk) -> Answer {
    let id = RuleId(call.number("id")?);
    let (editor, now) = (user.clone(), call.now);
    let deleted = call.run(move |_| editor.rule_delete(id, now)).await;
    done(&call, &user, deleted).await
}

async fn done(call: &Call, user: &UserDesk, result: Result<Option<UndoId>, WebError>) -> Answer {
    match result {
        Ok(Some(undo)) => Ok(undo::offer(LIST, Some(undo))),
        Ok(None) => Ok(undo::saved(LIST)),
        Err(error) => refused(call, user, error).await,
    }
}

/// Shows the list with the reason, for what a rule does not let be done to it.
async fn refused(call: &Call, user: &UserDesk, error: WebError) -> Answer {
    let WebError::Rule(wrong) = &error else {
        return Err(error);
    };
    let draw = |wrong: &WrongAt| draw::rule::error(wrong, String::new(), Place::Rule);
    let errors = wrong.iter().map(draw).collect();
    let mut response = show(call, user, errors, Import::default()).await?;
    response.set_status(error.status());
    Ok(response)
}
