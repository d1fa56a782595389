//! Side doors: whatever happens to a ticket that somebody may not see, their lists, counts, search,
//! inbox, earlier tickets, links and catch-ups stay the same, byte for byte.
//!
//! `asked` makes every door for reading say what is asked at it (`pages`, `programs`); `readers` are
//! those who ask, and what happens meanwhile.

use guichet::domain::{access::Visibility, role::EXPERT};

use crate::world::{mail::Mail, play_still};

use asked::{Asked, Shown, rows, shown};
use readers::office;

mod asked;
mod pages;
mod programs;
mod readers;
mod stream;

/// Fails where answers at the same addresses differ, and says at which.
#[track_caller]
fn same<'a>(who: &str, pairs: impl Iterator<Item = (&'a Shown, &'a Shown)>) {
    let (mut asked, mut other) = (0, Vec::new());
    for (before, now) in pairs {
        other.extend(before.differs(now));
        let named = now.text.contains("zanzibar again");
        assert!(!named, "{who} is told at {}: {}", now.address, now.text);
        asked += 1;
    }
    assert!(other.is_empty(), "{who}\n{}", other.join("\n"));
    assert!(asked > 100, "{who}: {asked}");
}

/// Fails where the table is wrong about who sees everything: what shows tickets changes for her, what
/// shows nothing of tickets does not. So each door is looked at where something would be seen.
fn check_table(before: &[Shown], then: &[Shown], now: &[Shown]) {
    let mut wrong = Vec::new();
    for (route, asked) in rows() {
        let here = |shown: &&(&Shown, &Shown)| shown.0.route == *route;
        let pairs: Vec<_> = before.iter().zip(then).collect();
        let mut first = pairs.iter().filter(here);
        let pairs: Vec<_> = then.iter().zip(now).collect();
        let second = pairs.iter().filter(here);
        match asked {
            Asked::Tickets(_) => {
                if !first.chain(second).any(|(was, is)| was != is) {
                    wrong.push(format!("{route} shows nothing of a new ticket"));
                }
            }
            Asked::Nothing(_, what) => {
                let other = first.find_map(|(was, is)| was.differs(is));
                wrong.extend(other.map(|other| format!("{route}, {what}: {other}")));
            }
            Asked::Whole(..) | Asked::Endless(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_happens_to_others_tickets_changes_nothing_that_one_sees() {
    play_still(async |world| {
        let office = office(world).await;
        let everybody = || office.some.iter().chain([&office.all]);
        let mut before = Vec::new();
        for reader in everybody() {
            before.push(shown(reader).await);
        }
        office.life(world).await;
        let mut then = Vec::new();
        for (reader, before) in everybody().zip(&before) {
            let now = shown(reader).await;
            if reader.who.name != office.all.who.name {
                same(&reader.who.name, before.iter().zip(&now));
            }
            then.push(now);
        }
        // Whoever keeps the tags knows each of them. To others a new one is a change of settings, after
        // which a page is drawn again: the same, as it is where they were behind one already.
        office.tag().await;
        let narrow = everybody().zip(&then).take(2);
        for (reader, then) in narrow {
            let now = shown(reader).await;
            let pairs = then.iter().zip(&now);
            let pairs = pairs.filter(|(then, _)| !then.address.contains("{after}"));
            same(&reader.who.name, pairs);
        }
        let now = shown(&office.all).await;
        check_table(&before[3], &then[3], &now);
    });
}

#[test]
fn a_ticket_that_one_sees_names_no_hidden_one() {
    play_still(async |world| {
        let own = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        world
            .ticket(&Mail::text("Ines <ines@cust.example>", "zanzibar", "dark"))
            .await;
        // It is linked to the one whose number it names.
        let mail = Mail::text("Eve <eve@evil.example>", "Re: [#1] lamp", "dark");
        let linked = world.ticket(&mail).await;
        let mail = Mail::text("Ines <ines@cust.example>", "earlier", "dark");
        let earlier = world.ticket(&mail).await;
        for ticket in [linked, earlier] {
            world.give(ticket, own.user.id).await;
        }
        let everything = world.api().ticket(linked).await.to_string();
        assert!(everything.contains("\"kind\":\"linked\""), "{everything}");
        for ticket in [linked, earlier] {
            for path in [
                format!("/t/{ticket}"),
                format!("/t/{ticket}/log?after=0"),
                format!("/t/{ticket}/preview"),
                format!("/tickets?preview={ticket}"),
                format!("/api/v1/tickets/{ticket}"),
            ] {
                let answer = if path.starts_with("/api/") {
                    own.api.get(&path).await
                } else {
                    own.browser.get(&path).await
                };
                let text = answer.expect(200).text();
                for word in ["zanzibar", "/t/1\"", ">#1<", "\"linked\"", "\"ticket\":1"] {
                    assert!(!text.contains(word), "{path} says {word}");
                }
            }
        }
        // Once it is theirs, both name it.
        world.give(1, own.user.id).await;
        let text = own.browser.get(&format!("/t/{linked}")).await.text();
        assert!(text.contains("/t/1\""), "the link");
        let text = own.browser.get(&format!("/t/{earlier}")).await.text();
        assert!(text.contains("/t/1\""), "the earlier ticket");
    });
}

/// Pages of a list go on at a place in the order, which may be any that somebody makes up.
#[test]
fn a_made_up_place_in_a_list_shows_nothing_more() {
    play_still(async |world| {
        let own = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        for name in ["zanzibar", "lamp"] {
            world
                .ticket(&Mail::text("Ines <ines@cust.example>", name, "dark"))
                .await;
        }
        world.give(2, own.user.id).await;
        for after in [
            "7fffffffffffffff.ffffffff",
            "7fffffffffffffff.2",
            "0.0",
            "-1.1",
            "x",
            "1.1.1",
        ] {
            for start in [
                "/tickets?after_row=",
                "/inbox?after_row=",
                "/api/v1/tickets?limit=1&after=",
            ] {
                let path = format!("{start}{after}");
                let answer = if path.starts_with("/api/") {
                    own.api.get(&path).await
                } else {
                    own.browser.get(&path).await
                };
                let text = answer.text();
                assert!(!text.contains("zanzibar"), "{path}");
            }
        }
    });
}
