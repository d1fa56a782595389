//! Why the rules did what they did on a ticket: `/t/{number}/why`.

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        problem::Problem,
        rules::why::{DecisionWhy, RuleWhy},
    },
    domain::{id::TicketId, rule::decide::Outcome},
};

use super::{
    call::Call,
    draw,
    gate::Answer,
    respond,
    view::{
        Section,
        ticket_why::{Decision, RuleRow, TicketWhyPage},
    },
};

/// Shows what each rule answered to each event, and what it would answer now.
pub async fn ticket_why(call: Call, user: UserDesk) -> Answer {
    let (id, now, reader) = (TicketId(call.number("n")?), call.now, user.clone());
    let page = call
        .run(move |_| {
            let why = reader.why(id, now)?;
            let book = reader.book()?;
            Ok::<_, Problem>(TicketWhyPage {
                number: why.ticket.id.0,
                name: why.ticket.name.clone(),
                decisions: why.decisions.iter().map(|it| decision(&book, it)).collect(),
                now: why.now.iter().map(|it| row(&book, it)).collect(),
            })
        })
        .await?;
    respond::page(&call, Some(&user), Section::Inbox, "ticket_why.html", &page)
}

/// Rules that were not even asked are named, not shown: most are, in a desk with many.
fn decision(book: &Book, decision: &DecisionWhy) -> Decision {
    let quiet = |it: &&RuleWhy| matches!(it.outcome, Outcome::NotStarted | Outcome::Off);
    let asked = decision.rules.iter().filter(|it| !quiet(it));
    let named = |outcome: Outcome| {
        let rules = decision.rules.iter().filter(|it| it.outcome == outcome);
        rules.map(|it| it.rule.name.clone()).collect()
    };
    Decision {
        when: draw::rule::dashed(decision.when.word()),
        at: decision.at,
        cause: decision.cause.0,
        rules: asked.map(|it| row(book, it)).collect(),
        not_started: named(Outcome::NotStarted),
        off: named(Outcome::Off),
    }
}

fn row(book: &Book, why: &RuleWhy) -> RuleRow {
    let broken = book.rules.get(why.rule.id);
    let broken = broken.filter(|_| why.outcome == Outcome::Broken);
    RuleRow {
        id: why.rule.id.0,
        name: why.rule.name.clone(),
        exists: why.exists,
        outcome: draw::rule::dashed(why.outcome.word()),
        matched: why.outcome.matched(),
        asked: draw::rule_seen::asked(book, &why.rule, &why.answers, &why.saw),
        broken: broken.map_or_else(Vec::new, |ready| draw::rule::broken(&ready.broken)),
        effects: why
            .effects
            .iter()
            .filter_map(|it| draw::log::effect(book, it))
            .collect(),
    }
}
