//! `kill -9` of the real program, at random moments and at chosen ones: nothing acknowledged is
//! lost, nothing is there twice, nothing waits for a process that is no more.

mod batch;
mod erase;
mod forward;
mod mail;
mod notify;
mod outbox;
mod parse;
mod start;

use std::{collections::HashMap, path::Path, sync::Arc};

use guichet::{
    desk::{Desk, DeskOptions},
    domain::{
        access::Sight,
        query::{
            Query,
            ask::Ask,
            look::{Look, Within},
        },
        words::Phrase,
    },
    store,
};

/// Opens what the program left, when it is gone.
fn open(data: &Path) -> Arc<Desk> {
    Desk::open(DeskOptions::for_testing(data)).expect("the store opens after a kill")
}

/// How many tickets bear each name.
fn names(desk: &Desk) -> HashMap<String, usize> {
    let mut names = HashMap::new();
    for ticket in store::ticket::all(&desk.store().read().unwrap()).unwrap() {
        *names.entry(ticket.name).or_default() += 1;
    }
    names
}

/// How many tickets the search finds by a word.
fn found_by(desk: &Desk, word: &str) -> u64 {
    let look = |phrase| Ask::Look(Look::Text(Within::Anywhere, phrase));
    let query = Query {
        ask: Phrase::read(word).map(look),
        ..Query::default()
    };
    let count = |columns: &store::columns::Columns, found: Option<&_>| columns.count(&query, found);
    desk.store().search(&query, &Sight::All, count).unwrap()
}

/// How many messages are kept raw because they were not parsed.
fn not_parsed(desk: &Desk) -> usize {
    let messages = store::message::all(&desk.store().read().unwrap()).unwrap();
    messages.iter().filter(|it| it.not_parsed.is_some()).count()
}

/// Names of the marks of mails that are being parsed.
fn marks(data: &Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(data.join("parsing"))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect()
}
