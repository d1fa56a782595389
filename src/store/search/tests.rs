//! The index through the store: what is found where, what follows a commit, what comes back.

use tantivy::TantivyDocument;

use crate::{
    domain::{
        access::Sight,
        activity::{Actor, Event},
        id::{ActivityId, TicketId},
        query::{
            Query,
            ask::Ask,
            look::{Look, Within},
        },
        time::Timestamp,
        words::Phrase,
    },
    store::{
        Store, activity, customer,
        list::Names,
        search::{
            follow::Behind,
            index::{Built, Come},
        },
        tests::{make_ticket, open},
        ticket,
    },
};

fn found_in(store: &Store, within: Within, typed: &str) -> Vec<u64> {
    let looks = typed.split(' ').filter_map(Phrase::read);
    let looks = looks.map(|phrase| Ask::Look(Look::Text(within, phrase)));
    let query = Query {
        ask: Some(Ask::All(looks.collect())),
        ..Query::default()
    };
    let found = store
        .list(&query, &Sight::All, &Names::default(), None, 10)
        .unwrap();
    let mut found: Vec<u64> = found.ids.into_iter().map(|id| id.0).collect();
    found.sort_unstable();
    found
}

fn found(store: &Store, typed: &str) -> Vec<u64> {
    found_in(store, Within::Anywhere, typed)
}

#[test]
fn it_folds_and_takes_beginnings_of_words() {
    let (store, _) = open();
    store
        .write(|tx| make_ticket(tx, "Écran noir après la mise à jour", 1))
        .unwrap();
    store
        .write(|tx| make_ticket(tx, "Printer prints blank pages", 2))
        .unwrap();
    let check = |typed: &str, want: &[u64], why: &str| {
        assert_eq!(found(&store, typed), want, "{typed}: {why}");
    };
    check("ecran", &[1], "no accent needed");
    check("ECR", &[1], "beginning of a word, any case");
    check("cran", &[], "not inside of a word");
    check("printer blank", &[2], "every word");
    check("printer écran", &[], "every word, not any");
    check(
        "printer zoe",
        &[2],
        "words of the ticket and of its customer",
    );
    check("c2@cust.example", &[2], "the customer's address");
    check("cust", &[1, 2], "a label of the domain");
    check("zoe", &[1, 2], "the customer's name");
    check("#2", &[2], "the number, with its sign");
    check("printing", &[2], "another form of a word");
    check("ecrans", &[1], "another form of a word in French");
    store
        .write(|tx| make_ticket(tx, "Printer again", 3))
        .unwrap();
    check("print", &[2, 3], "kept by later commits");
}

/// Small numbers by lot, the same each time.
fn lot(seed: &mut u64, below: usize) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    usize::try_from(*seed >> 33).unwrap() % below
}

#[test]
fn words_are_found_where_they_stand_alone_or_side_by_side() {
    const WORDS: [&str; 9] = ["x", "xa", "xab", "xb", "y", "ya", "yab", "z", "xabc"];
    let (store, _) = open();
    let (mut seed, mut names) = (7, Vec::new());
    for at in 0_u32..400 {
        // What is rare and what is common: the first half of the words stands in most names.
        let words = (0..=lot(&mut seed, 12)).map(|_| {
            let most = if lot(&mut seed, 4) == 0 { 9 } else { 5 };
            WORDS[lot(&mut seed, most)]
        });
        let name = words.collect::<Vec<_>>().join(" ");
        let made = name.clone();
        let made = store.write(move |tx| make_ticket(tx, &made, 1)).unwrap();
        names.push((made.id.0, name));
        // Some commits are taken in alone: several segments, and documents that a later one replaces.
        if at % 90 == 0 {
            assert!(found(&store, "x").len() <= names.len());
        }
    }
    for _ in 0..300 {
        let many = 1 + lot(&mut seed, 4);
        let phrase: Vec<&str> = (0..many).map(|_| WORDS[lot(&mut seed, 9)]).collect();
        let stands = |name: &str| {
            let words: Vec<&str> = name.split(' ').collect();
            words.windows(many).any(|part| {
                let (last, head) = part.split_last().unwrap();
                head == &phrase[..many - 1] && last.starts_with(phrase[many - 1])
            })
        };
        let want: Vec<u64> = names
            .iter()
            .filter(|(_, name)| stands(name))
            .map(|(id, _)| *id)
            .collect();
        let look = Look::Text(Within::Subject, Phrase::read(&phrase.join(" ")).unwrap());
        let found = store.newest_moment().unwrap().unwrap().find(&look).unwrap();
        let found: Vec<u64> = found.iter().map(u64::from).collect();
        assert_eq!(found, want, "{phrase:?}");
    }
}

#[test]
fn what_a_large_segment_answered_holds_until_something_of_it_changes() {
    let (store, _) = open();
    for at in 1..=120 {
        let name = format!("lamp {at}");
        store.write(move |tx| make_ticket(tx, &name, at)).unwrap();
    }
    let held = |word: &str| {
        let look = Look::Text(Within::Subject, Phrase::read(word).unwrap());
        let found = store.newest_moment().unwrap().unwrap().find(&look).unwrap();
        found.iter().collect::<Vec<u32>>()
    };
    assert_eq!((held("lamp").len(), held("door")), (120, vec![]));
    store
        .write(|tx| make_ticket(tx, "lamp and door", 121))
        .unwrap();
    assert_eq!((held("lamp").len(), held("door")), (121, vec![121]));
    store
        .write(|tx| {
            let mut ticket = ticket::get(tx, TicketId(5))?.unwrap();
            let (old, new) = (ticket.name.clone(), "door".to_owned());
            let event = Event::Name { old, new };
            let line = activity::append(tx, ticket.id, Timestamp(9), Actor::System, event)?;
            crate::domain::activity::apply(&mut ticket, &line);
            ticket::put(tx, &ticket)
        })
        .unwrap();
    assert_eq!((held("lamp").len(), held("door")), (120, vec![5, 121]));
}

#[test]
fn what_changes_is_found_by_its_new_words_alone() {
    let (store, _) = open();
    let made = store.write(|tx| make_ticket(tx, "Door", 1)).unwrap();
    assert_eq!(found(&store, "door"), [1]);
    let line = |event: Event| {
        store
            .write(move |tx| {
                let mut ticket = ticket::get(tx, TicketId(1))?.unwrap();
                let at = Timestamp(9);
                let line = activity::append(tx, ticket.id, at, Actor::System, event.clone())?;
                crate::domain::activity::apply(&mut ticket, &line);
                ticket::put(tx, &ticket)
            })
            .unwrap();
    };
    line(Event::Name {
        old: "Door".to_owned(),
        new: "Gate".to_owned(),
    });
    assert_eq!(found(&store, "door"), Vec::<u64>::new());
    assert_eq!(found(&store, "gate"), [1]);
    line(Event::Note {
        text: "The key is under the mat".to_owned(),
    });
    assert_eq!(found(&store, "\"under the\" gate"), [1]);
    assert_eq!(found_in(&store, Within::Subject, "mat"), Vec::<u64>::new());
    assert_eq!(found_in(&store, Within::Body, "mat"), [1]);
    // Another name of the customer is a change without a line.
    store
        .write(move |tx| {
            let mut record = customer::get(tx, made.customer)?.unwrap();
            "Anna Roy".clone_into(&mut record.name);
            customer::put(tx, &record)
        })
        .unwrap();
    assert_eq!(found(&store, "zoe"), Vec::<u64>::new());
    assert_eq!(found_in(&store, Within::Customer, "anna"), [1]);
}

#[test]
fn an_index_that_is_made_anew_answers_from_the_old_one_until_it_is_through() {
    let (store, _) = open();
    for number in 1..=250 {
        let name = format!("Door {number}");
        store
            .write(move |tx| make_ticket(tx, &name, number))
            .unwrap();
    }
    while store.search_step().unwrap() == Behind::Some {}
    store.reindex().unwrap();
    let progress = store.reindex_progress().unwrap().unwrap();
    assert_eq!((progress.done, progress.all), (0, 250));
    assert_eq!(store.search_step().unwrap(), Behind::Some);
    let progress = store.reindex_progress().unwrap().unwrap();
    assert_eq!((progress.done, progress.all), (200, 250));
    assert_eq!(found(&store, "door 249"), [249]);
    store.write(|tx| make_ticket(tx, "Door 251", 251)).unwrap();
    while store.search_step().unwrap() == Behind::Some {}
    assert_eq!(store.reindex_progress().unwrap(), None);
    assert_eq!(found(&store, "door 249"), [249]);
    assert_eq!(found(&store, "door 251"), [251]);
}

#[test]
fn nothing_that_is_typed_is_a_language() {
    let (store, _) = open();
    store
        .write(|tx| make_ticket(tx, "Door and gate", 1))
        .unwrap();
    for hostile in [
        "do*",
        "door~2",
        "subject:[a TO z]",
        "+gate -door",
        "(((((",
        "\\",
        "\u{0}",
        "body:/d.*/",
        "🦀",
        "\u{202e}",
        "^8",
    ] {
        // Whatever words are in it are looked for; the signs are none.
        let _ = found(&store, hostile);
    }
    assert_eq!(found(&store, &"a".repeat(100_000)), Vec::<u64>::new());
    assert_eq!(found(&store, "gate~"), [1]);
}

#[test]
fn the_best_answer_is_the_one_that_says_it_most() {
    let (store, _) = open();
    let names = [
        "Lamp of the printer room",
        "Printed forms",
        "Printer",
        "Lamp",
        "Printers and lamps",
    ];
    for (name, token) in names.into_iter().zip(1..) {
        store.write(move |tx| make_ticket(tx, name, token)).unwrap();
    }
    let note = Event::Note {
        text: "The printer printed: printer, printer.".to_owned(),
    };
    store
        .write(move |tx| {
            activity::append(tx, TicketId(4), Timestamp(9), Actor::System, note.clone())?;
            Ok::<_, crate::store::StoreError>(())
        })
        .unwrap();
    let best = |typed: &str| {
        let looks = typed.split(' ').filter_map(Phrase::read);
        let looks = looks.map(|it| Ask::Look(Look::Text(Within::Anywhere, it)));
        let query = Query {
            ask: Some(Ask::All(looks.collect())),
            ..Query::default()
        };
        let hits = store.search_best(&query, &Sight::All, 10).unwrap();
        hits.iter().map(|hit| hit.ticket.0).collect::<Vec<_>>()
    };
    // A name before a text, the whole word before its beginning, the newest of equals first.
    assert_eq!(best("printer"), [3, 1, 5, 4]);
    // Another form of what was typed; of equals the newest.
    assert_eq!(best("prints"), [4, 2]);
    assert_eq!(best("lamp printer"), [1, 4, 5]);
    assert_eq!(
        store
            .search_best(&Query::default(), &Sight::All, 2)
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_file_that_is_damaged_is_seen_as_long_as_somebody_wants_to_know() {
    let folder = tempfile::tempdir().unwrap();
    let mut built = Built::make(Some(folder.path()), Come::start(ActivityId(0))).unwrap();
    let mut document = TantivyDocument::new();
    document.add_text(built.fields.body, "printer");
    built.add(document).unwrap();
    built.commit().unwrap();
    assert!(built.is_sound(&|| true));
    let files = std::fs::read_dir(folder.path()).unwrap();
    let file = files
        .map(|file| file.unwrap().path())
        .find(|file| file.extension().is_some_and(|ending| ending == "idx"))
        .unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[0] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert!(!built.is_sound(&|| true));
    assert!(built.is_sound(&|| false), "read although nobody waits");
}
