//! A log that is longer than a page: the newest lines first, the others behind a link, in order.

use guichet::{desk::ticket_edit::TicketEdit, domain::id::TicketId};

use crate::{
    web::check_page,
    world::{World, html::Page, http::Request, mail::Mail, play},
};

fn entries(page: &Page) -> Vec<u64> {
    let found = page.all("li", &[("data-entry", "")]);
    let numbers = found
        .iter()
        .map(|entry| entry.attribute("data-entry").parse().unwrap());
    numbers.collect()
}

/// A ticket with so many lines that they fill two pages and more. The last one is a note.
async fn long(world: &World) -> u64 {
    let ticket = world
        .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
        .await;
    let (admin, now) = (world.as_admin(), world.clock.now());
    let written = world.desk().run(move |_| {
        let tags: Vec<String> = (0..108).map(|n| format!("t{n}")).collect();
        for _ in 0..3 {
            let add = TicketEdit {
                add_tags: tags.clone(),
                ..TicketEdit::default()
            };
            let remove = TicketEdit {
                remove_tags: tags.clone(),
                ..TicketEdit::default()
            };
            admin.ticket_edit(TicketId(ticket), add, now).unwrap();
            admin.ticket_edit(TicketId(ticket), remove, now).unwrap();
        }
        admin.note(TicketId(ticket), "The last line.", now).unwrap();
    });
    written.await.unwrap();
    ticket
}

#[test]
fn a_long_log_shows_its_newest_lines_and_leads_to_the_others() {
    play(async |world| {
        let ticket = long(world).await;
        let admin = world.admin().await;
        let (mut path, mut seen, mut pages) = (format!("/t/{ticket}?view=mine"), Vec::new(), 0);
        loop {
            let answer = admin.get(&path).await;
            let page = check_page(&answer, 200);
            let part = entries(&page);
            assert!(part.is_sorted(), "in order");
            let newest = page.one("ol", &[("data-log", "")]);
            assert_eq!(newest.has("data-past"), pages > 0);
            if pages == 0 {
                assert!(answer.text().contains("The last line."), "the newest line");
            } else {
                let seen = page.value("seen").parse::<u64>().unwrap();
                assert_eq!(
                    Some(&seen),
                    part.last(),
                    "what came later was not seen here"
                );
                let links = page.all("a", &[("class", "btn")]);
                let back = format!("/t/{ticket}?view=mine");
                assert!(links.iter().any(|a| a.attribute("href") == back));
            }
            seen = [part, seen].concat();
            pages += 1;
            match page
                .all("a", &[("data-older", ""), ("class", "btn")])
                .first()
            {
                Some(older) => older.attribute("href").clone_into(&mut path),
                None => break,
            }
        }
        assert_eq!(pages, 3);
        assert!(seen.is_sorted());
        assert_eq!(
            seen.len(),
            651,
            "every line once: two of the mail, 648 of tags, a note"
        );
        // On paper it stands whole.
        let paper = admin.get(&format!("/t/{ticket}/print")).await;
        let paper = check_page(&paper, 200);
        assert_eq!(paper.all("li", &[]).len(), seen.len());
    });
}

#[test]
fn live_updates_reach_the_end_of_a_long_log() {
    play(async |world| {
        let ticket = long(world).await;
        let admin = world.admin().await;
        let rev = world.desk().newest_change().unwrap().0;
        let fetch = async |after: u64| {
            let path = format!("/t/{ticket}/log?after={after}");
            admin.fetch(Request::new("GET", &path)).await.page()
        };
        assert_eq!(entries(&fetch(rev - 2).await), [rev - 1, rev]);
        let update = fetch(rev - 400).await;
        assert!(
            update.one("div", &[("data-update", "")]).has("data-reset"),
            "lines between are missing: begin anew"
        );
    });
}
