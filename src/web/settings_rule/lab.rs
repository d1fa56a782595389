//! The rule lab: `POST /settings/rules/try`. A draft over messages of the past, some at a time, newest
//! first; nothing is kept. Script is sent what is found while it is found, and whoever goes away
//! ends the search; without script the same address answers with the whole page.

use std::io;

use futures_util::stream;
use poem::{Body, Response};
use serde_json::{Value as Json, json};

use crate::{
    desk::{
        access::{Credential, Need, Seen, UserDesk},
        problem::Problem,
        rules::{
            Unknown,
            lab::{Lab, LabMatch, MESSAGES, MESSAGES_MOST, SHOWN},
        },
    },
    domain::{id::RuleId, right::Right, rule::DEFAULT},
    web::{
        call::Call,
        error::WebError,
        form::Form,
        gate::Answer,
        locale::Arg,
        respond, site,
        view::settings_rule::{LabForm, Tried, TriedPage, TriedRow},
    },
};

use super::{
    Shown,
    draft::{Draft, What},
    hits, refused, show,
};

/// Most messages that are looked at before a page answers as a whole.
const AT_ONCE: usize = 2_000;

/// Tries the draft of a form.
pub async fn settings_rule_try(call: Call, user: UserDesk) -> Answer {
    if !user.may(Right::TicketRead) {
        return Err(WebError::NotFound);
    }
    let draft = Draft::read(&call.form)?;
    let id = call.form.text("rule").parse().ok().map(RuleId);
    let id = id.filter(|id| *id != DEFAULT);
    let book = call.web.desk.book().map_err(Problem::from)?;
    let (mut rule, paths) = draft.written(&book);
    if draft.name.trim().is_empty() {
        // It can be tried before it is called anything.
        rule["name"] = json!("–");
    }
    let most = if call.wants_fragment() {
        MESSAGES_MOST
    } else {
        AT_ONCE
    };
    let wanted = wanted(&call.form).min(most);
    let (reader, now) = (user.clone(), call.now);
    let begin = move |_: &_| reader.lab(&rule, id, wanted, Unknown::CreateTags, now);
    let lab = match call.run(begin).await {
        Ok(lab) => lab,
        Err(error) => {
            return refused(&call, &user, id, draft, (&paths, &error)).await;
        }
    };
    let numbers = numbers(&draft);
    if call.wants_fragment() {
        return Ok(streamed(call, lab, numbers));
    }
    let tried = whole(&call, &user, lab, &numbers).await?;
    let shown = Shown {
        draft: Some(draft),
        tried: Some(tried),
        ..Shown::default()
    };
    show(&call, &user, id, shown).await
}

/// How many messages the form asks for.
fn wanted(form: &Form) -> usize {
    let asked = form.text("messages").parse().unwrap_or(MESSAGES);
    asked.clamp(1, MESSAGES_MOST)
}

/// What the page shows of the lab; None for somebody who reads no tickets.
#[must_use]
pub fn form(call: &Call, user: &UserDesk, tried: Option<Tried>) -> Option<LabForm> {
    user.may(Right::TicketRead).then(|| LabForm {
        messages: wanted(&call.form),
        most: MESSAGES_MOST,
        tried,
    })
}

/// The numbers of the conditions in the form, in their order.
fn numbers(draft: &Draft) -> Vec<usize> {
    let nodes = (1..).zip(&draft.nodes);
    nodes
        .filter(|(_, node)| matches!(node.what, What::Condition(_)))
        .map(|(number, _)| number)
        .collect()
}

async fn whole(
    call: &Call,
    user: &UserDesk,
    mut lab: Lab,
    numbers: &[usize],
) -> Result<Tried, WebError> {
    let mut rows: Vec<TriedRow> = Vec::new();
    while !lab.done {
        let reader = user.clone();
        let step = move |_: &_| {
            let found = reader.lab_step(&mut lab)?;
            Ok::<_, Problem>((lab, found))
        };
        let (after, found) = call.run(step).await?;
        lab = after;
        let room = SHOWN.saturating_sub(rows.len());
        let drawn = found.iter().take(room);
        rows.extend(drawn.map(|it| hits::row(&lab, it, numbers)));
    }
    Ok(Tried {
        examined: lab.examined as u64,
        matched: lab.matched as u64,
        lost: lab.lost as u64,
        about: lab.about(),
        shown: rows.len() as u64,
        rows,
    })
}

fn streamed(mut call: Call, lab: Lab, numbers: Vec<usize>) -> Response {
    let cookie = site::cookie(&call.headers, call.web.site.cookie_name()).unwrap_or_default();
    let credential = Credential::Cookie(cookie.to_owned());
    // What was sent may be large, and was read.
    call.form = Form::default();
    let search = Search {
        call,
        credential,
        lab: Some(lab),
        numbers,
        shown: 0,
    };
    let lines = stream::try_unfold(search, Search::next);
    Response::builder()
        .content_type("application/x-ndjson")
        .body(Body::from_bytes_stream(lines))
}

/// A search that is sent while it goes on: one JSON document a line.
struct Search {
    call: Call,
    /// Judged again at each step: it ends when its reader may not any more.
    credential: Credential,
    /// None when all was looked at.
    lab: Option<Lab>,
    numbers: Vec<usize>,
    shown: usize,
}

impl Search {
    async fn next(mut self) -> io::Result<Option<(Vec<u8>, Self)>> {
        let Some(mut lab) = self.lab.take() else {
            return Ok(None);
        };
        let (credential, now) = (self.credential.clone(), self.call.web.clock.now());
        let step = self.call.web.desk.run(move |desk| {
            let need = Need::Right(Right::Rules);
            let user = desk.enter(&credential, need, None, Seen::Leave, now);
            let user = user.map_err(io::Error::other)?;
            if !user.may(Right::TicketRead) {
                return Err(io::Error::other(Problem::Forbidden));
            }
            let found = user.lab_step(&mut lab).map_err(io::Error::other)?;
            Ok((lab, found))
        });
        let stopping = self.call.web.stopping.clone();
        let step = tokio::select! {
            () = stopping.cancelled() => return Ok(None),
            step = step => step,
        };
        let (lab, found) = step.map_err(io::Error::other)??;
        let line = self
            .line(&lab, &found)
            .map_err(|_| io::Error::other("not drawn"))?;
        self.lab = (!lab.done).then_some(lab);
        Ok(Some((format!("{line}\n").into_bytes(), self)))
    }

    fn line(&mut self, lab: &Lab, found: &[LabMatch]) -> Result<Json, WebError> {
        let room = SHOWN.saturating_sub(self.shown);
        let drawn = found.iter().take(room);
        let rows: Vec<TriedRow> = drawn.map(|it| hits::row(lab, it, &self.numbers)).collect();
        self.shown += rows.len();
        let page = TriedPage {
            tried: Tried {
                examined: lab.examined as u64,
                matched: lab.matched as u64,
                lost: lab.lost as u64,
                about: lab.about(),
                shown: self.shown as u64,
                rows,
            },
        };
        let html = respond::html(&self.call, None, "_rule_tried.html", &page)?;
        let args = [("n", Arg::Number(lab.examined as i64))];
        let language = self.call.language;
        let id = "settings_rule-looked";
        let progress = self.call.web.locales.text(language, id, &args);
        Ok(json!({
            "html": html,
            "progress": progress.map_err(WebError::internal)?,
            "done": lab.done,
        }))
    }
}
