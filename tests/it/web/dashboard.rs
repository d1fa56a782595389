//! The dashboard: every number is that of its list, for everybody who sees it.

mod words;

use std::collections::BTreeMap;

use guichet::domain::{
    access::Visibility,
    assignee::Assignee,
    role::{EXPERT, OBSERVER},
};
use serde_json::json;

use super::{check_headers, check_page};
use crate::world::{
    PASSWORD, World,
    html::Page,
    http::Browser,
    mail::Mail,
    office::{at, play_at},
    person::Person,
    play,
};

/// The number in a text such as "1,024 tickets".
fn number(text: &str) -> u64 {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Every number of a page with its list, by the id of the link or, in the chart, by its address.
fn numbers(page: &Page) -> BTreeMap<String, (u64, String)> {
    let links = page.all("a", &[("data-n", "")]);
    let one = |link: &&crate::world::html::Element| {
        let url = link.attribute("href").to_owned();
        let n = link.attribute("data-n").parse().unwrap();
        let id = match link.attribute("id") {
            "" => url.clone(),
            id => id.to_owned(),
        };
        (id, (n, url))
    };
    links.iter().map(one).collect()
}

/// Follows every number of a page and finds as many tickets behind it.
async fn each_number_is_its_list(who: &str, browser: &Browser, path: &str) -> u64 {
    let page = check_page(&browser.get(path).await, 200);
    let numbers = numbers(&page);
    let mut sum = 0;
    let mut seen = BTreeMap::new();
    for (id, (n, url)) in &numbers {
        let total = match seen.get(url) {
            Some(total) => *total,
            None => {
                let list = browser.get(url).await.expect(200).page();
                assert!(list.all("", &[("id", "q-e")]).is_empty(), "{url}");
                let total = number(&list.one("span", &[("data-part", "total")]).text);
                seen.insert(url.clone(), total);
                total
            }
        };
        assert_eq!(*n, total, "{who} at {path}: {id} leads to {url}");
        sum += n;
    }
    // What is said is what was counted; three links say how long it took.
    let times = ["n-median-before", "n-answers-before", "n-solved-before"];
    let said = page.all("a", &[("data-n", ""), ("id", "")]);
    for link in said {
        if times.contains(&link.attribute("id")) {
            continue;
        }
        let n: u64 = link.attribute("data-n").parse().unwrap();
        assert_eq!(number(&link.text), n, "{}", link.text);
    }
    sum
}

fn n(page: &Page, id: &str) -> u64 {
    page.one("a", &[("id", id)])
        .attribute("data-n")
        .parse()
        .unwrap()
}

struct Desk {
    emil: Person,
    gina: Person,
    owen: Person,
}

/// A fortnight of tickets in two mailboxes, of two people and a group.
async fn furnish(world: &World) -> Desk {
    let api = world.api();
    let sales = json!({ "address": "sales@lumen.example" });
    api.post("/api/v1/mailboxes", &sales).await.expect(201);
    let emil = world
        .person("Emil Post", &[EXPERT], Visibility::All, &[])
        .await;
    let owen = world
        .person("Owen Own", &[EXPERT], Visibility::Own, &[])
        .await;
    let plain = world.group("Second \"line\" & more", &[]).await;
    let group = world.group("Third line", &[emil.user.id]).await;
    let gina = world
        .person("Gina Groups", &[EXPERT], Visibility::Groups, &[group])
        .await;
    let days = ["05", "11", "13", "13", "19", "19", "19", "20", "20", "20"];
    for (place, day) in days.into_iter().enumerate() {
        // Paris is an hour ahead: 23:30 is the next day there.
        let time = if place % 2 == 0 { "23:30" } else { "09:10" };
        world.clock.set(at(&format!("2026-11-{day}T{time}:00Z")));
        let mut mail = Mail::text("ines@cust.example", &format!("lamp {place}"), "dark");
        if place % 3 == 0 {
            mail = mail.addressed_to("sales@lumen.example");
        }
        world.ticket(&mail).await;
    }
    world.clock.set(at("2026-11-21T08:00:00Z"));
    world.give(1, emil.user.id).await;
    world.give(2, owen.user.id).await;
    world.give(3, gina.user.id).await;
    world.assign(4, Some(Assignee::Group(group))).await;
    world.assign(5, Some(Assignee::Group(plain))).await;
    world.give(6, emil.user.id).await;
    let patch = async |number: u64, change| {
        let path = format!("/api/v1/tickets/{number}");
        api.patch(&path, &change).await.expect(200);
    };
    let answer = async |number: u64| {
        let path = format!("/api/v1/tickets/{number}/messages");
        let text = json!({ "text": "Is it on?" });
        api.post(&path, &text).await.expect(201);
    };
    answer(6).await;
    answer(7).await;
    patch(8, json!({ "status": "waiting", "priority": "urgent" })).await;
    patch(2, json!({ "status": "waiting" })).await;
    patch(1, json!({ "due_at": "2026-11-22T09:00:00Z" })).await;
    patch(9, json!({ "status": "closed" })).await;
    world.clock.set(at("2026-11-22T23:30:00Z"));
    patch(3, json!({ "status": "closed" })).await;
    patch(7, json!({ "status": "closed", "priority": "low" })).await;
    patch(4, json!({ "due_at": "2026-11-24T09:00:00Z" })).await;
    world.clock.set(at("2026-11-30T12:00:00Z"));
    patch(10, json!({ "status": "closed" })).await;
    // Opened again: closed on no day.
    patch(9, json!({ "status": "processing", "priority": "high" })).await;
    for person in [&emil, &gina, &owen] {
        person
            .browser
            .enter(person.user.email.as_str(), PASSWORD)
            .await;
    }
    Desk { emil, gina, owen }
}

#[test]
fn every_number_is_that_of_its_list_for_everybody() {
    play_at("2026-11-05T12:00:00Z", async |world| {
        let desk = furnish(world).await;
        let olga = world
            .person("Olga Observer", &[OBSERVER], Visibility::All, &[])
            .await;
        let ada = world.ada().await;
        let mut sums = Vec::new();
        for person in [&ada, &desk.emil, &olga, &desk.gina, &desk.owen] {
            for path in [
                "/",
                "/?days=30",
                "/?mailbox=support%40lumen.example&group=Third+line&days=7",
                "/?group=Second+%22line%22+%26+more",
                "/?days=x&group=nothing&mailbox=nobody",
            ] {
                let sum = each_number_is_its_list(&person.name, &person.browser, path).await;
                if path == "/?days=30" {
                    sums.push(sum);
                }
            }
        }
        let narrow = "/?days=90&mailbox=sales%40lumen.example&group=Third+line";
        each_number_is_its_list("Gina", &desk.gina.browser, narrow).await;
        // Nobody counts what they do not see: Owen has one ticket.
        let [ada, emil, olga, gina, owen] = sums[..] else {
            panic!("{sums:?}");
        };
        assert!(
            ada >= gina && emil > gina && olga > gina && gina > owen && owen > 0,
            "{sums:?}"
        );
    });
}

#[test]
fn the_numbers_are_those_of_what_happened() {
    play_at("2026-11-05T12:00:00Z", async |world| {
        let desk = furnish(world).await;
        let page = check_page(&desk.emil.browser.get("/?days=30").await, 200);
        for (id, want) in [
            ("n-unassigned", 2),
            ("n-ours", 4),
            ("n-late", 2),
            ("n-waiting-all", 2),
            ("n-long", 2),
            ("n-mine", 2),
            ("n-groups", 1),
            ("n-today", 1),
            ("n-yesterday", 0),
            ("n-created", 10),
            ("n-closed", 3),
            ("n-answers", 2),
            ("n-all", 7),
            ("n-urgent", 1),
            ("n-high", 1),
            ("n-work", 2),
        ] {
            assert_eq!(n(&page, id), want, "{id}");
        }
        // Every third of the ten came to the other mailbox.
        let sales = "/?days=30&mailbox=sales%40lumen.example";
        let sales = check_page(&desk.emil.browser.get(sales).await, 200);
        assert_eq!([n(&page, "n-created"), n(&sales, "n-created")], [10, 4]);
        // Half an hour to midnight in London is tomorrow in Paris.
        for (id, want) in [("c8", 0), ("d8", 2), ("c11", 4), ("d11", 0)] {
            assert_eq!(n(&page, id), want, "{id}: the 23rd and the 20th");
        }
        // The most pressing stands first: what is late, by its due time.
        let lines = page.all("a", &[("class", "line")]);
        let first: Vec<_> = lines.iter().map(|line| line.attribute("href")).collect();
        assert_eq!(first, ["/t/1", "/t/4"]);
        assert!(lines[1].text.contains("Third line") && lines[0].text.contains("Late by"));
    });
}

/// What stands beside the numbers of a period is what the period before it showed: the same lists,
/// the same medians, for everybody.
#[test]
fn the_period_before_is_what_it_showed() {
    play_at("2026-11-05T12:00:00Z", async |world| {
        let desk = furnish(world).await;
        let kinds = ["n-created", "n-closed", "n-answers", "n-solved"];
        let people = [&desk.emil, &desk.gina, &desk.owen];
        let half = |page: &Page, word: &str| {
            let cards = page.all("span", &[("class", "muted small")]);
            let mut texts = cards.iter().map(|it| it.text.as_str());
            let said = texts.find(|it| it.contains(word) && it.contains(", half within "));
            let half = said.and_then(|it| it.split(", half within ").nth(1)?.split(',').next());
            half.unwrap_or("").to_owned()
        };
        let mut then = Vec::new();
        for person in people {
            let page = check_page(&person.browser.get("/?days=30").await, 200);
            let counts = kinds.map(|id| n(&page, id));
            then.push((
                counts,
                [" answered", " closed"].map(|word| half(&page, word)),
            ));
            // Of the days before those nothing is known.
            assert_eq!(n(&page, "n-created-before"), 0);
            assert!(page.all("a", &[("id", "n-median-before")]).is_empty());
        }
        assert_eq!(then[0].0, [10, 3, 2, 3]);
        assert!(then[0].1.iter().all(|half| !half.is_empty()), "{then:?}");
        world.clock.set(at("2026-12-30T12:00:00Z"));
        for (person, (counts, halves)) in people.into_iter().zip(then) {
            let name = person.user.email.as_str();
            person.browser.enter(name, PASSWORD).await;
            let page = check_page(&person.browser.get("/?days=30").await, 200);
            assert_eq!(kinds.map(|id| n(&page, id)), [0; 4], "{name}");
            for ((id, want), half) in
                kinds
                    .into_iter()
                    .zip(counts)
                    .zip(["", "", halves[0].as_str(), halves[1].as_str()])
            {
                let id = format!("{id}-before");
                match (id.as_str(), want) {
                    ("n-answers-before" | "n-solved-before", 0) => {
                        assert!(
                            page.all("a", &[("id", id.as_str())]).is_empty(),
                            "{name} {id}"
                        );
                    }
                    _ => assert_eq!(n(&page, &id), want, "{name} {id}"),
                }
                if !half.is_empty() {
                    let said = page.one("a", &[("id", id.as_str())]);
                    assert_eq!(said.text, format!("half within {half}"), "{name} {id}");
                }
            }
            for path in ["/?days=30", "/?days=30&mailbox=sales%40lumen.example"] {
                each_number_is_its_list(name, &person.browser, path).await;
            }
        }
    });
}

#[test]
fn what_calls_somebody_and_what_nobody_has_is_their_work() {
    play_at("2026-11-05T12:00:00Z", async |world| {
        let desk = furnish(world).await;
        let api = world.api();
        let before = check_page(&desk.emil.browser.get("/").await, 200);
        let note = json!({ "text": "@Emil Post this one" });
        // Another's, and one that is closed: what is closed is no work.
        for number in [8, 7] {
            let path = format!("/api/v1/tickets/{number}/notes");
            api.post(&path, &note).await.expect(201);
        }
        let mail = Mail::text("ines@cust.example", "nobody's", "dark");
        world.ticket(&mail).await;
        let page = check_page(&desk.emil.browser.get("/").await, 200);
        assert_eq!(n(&page, "n-work"), n(&before, "n-work") + 1);
        let line = page.one("a", &[("id", "w8")]);
        assert!(line.text.contains("you are mentioned"), "{}", line.text);
        assert!(page.all("a", &[("id", "w7")]).is_empty());
        assert!(page.all("a", &[("id", "w11")]).is_empty(), "just now");
        world.clock.set(at("2026-11-30T13:00:01Z"));
        let page = check_page(&desk.emil.browser.get("/").await, 200);
        // It, and the one that was opened again in the same minute.
        assert_eq!(n(&page, "n-work"), n(&before, "n-work") + 3);
        for person in [&desk.emil, &desk.gina, &desk.owen] {
            each_number_is_its_list(&person.name, &person.browser, "/").await;
        }
        // The oldest that nobody has is one press away, and the median leads to what it is made of.
        let oldest = page.one("a", &[("id", "n-oldest-unassigned")]);
        let number: u64 = oldest
            .attribute("href")
            .trim_start_matches("/t/")
            .parse()
            .unwrap();
        let free = world.tickets().into_iter().filter(|it| {
            let open = it.status != guichet::domain::ticket::Status::Closed;
            open && it.assignee.is_none()
        });
        assert_eq!(free.map(|it| it.id.0).min(), Some(number));
        let (half, all) = ("n-half", "n-median");
        let url = |id| page.one("a", &[("id", id)]).attribute("href").to_owned();
        assert_eq!(url(half), url(all));
    });
}

#[test]
fn what_is_narrowed_stands_in_the_address() {
    play_at("2026-11-05T12:00:00Z", async |world| {
        let desk = furnish(world).await;
        let browser = &desk.emil.browser;
        let path = "/?days=90&mailbox=sales%40lumen.example&group=Third+line";
        let page = check_page(&browser.get(path).await, 200);
        let current = page.all("a", &[("aria-current", "true")]);
        let current: Vec<_> = current.iter().map(|it| it.text.trim()).collect();
        for words in ["90 days", "sales@lumen.example", "Third line"] {
            assert!(current.contains(&words), "{words}: {current:?}");
        }
        let url = page
            .one("div", &[("data-follows", "")])
            .attribute("data-follows")
            .to_owned();
        // A choice keeps the others.
        let seven = page.all("a", &[("class", "filter")]);
        assert!(
            seven[0]
                .attribute("href")
                .contains("days=7&mailbox=sales%40lumen.example&group=")
        );
        // What changes is a piece with the same numbers.
        let piece = browser.get(&format!("{url}&after=1")).await.expect(200);
        check_headers(&piece);
        assert_eq!(numbers(&piece.page()), numbers(&page));
        let newest = world.desk().newest_change().unwrap().0.to_string();
        assert_eq!(
            piece
                .page()
                .one("div", &[("data-update", "")])
                .attribute("data-rev"),
            newest
        );
    });
}

#[test]
fn how_mail_flows_is_for_who_manages_mailboxes() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let page = check_page(&world.admin().await.get("/").await, 200);
        let mail = page.one("div", &[("data-part", "mail")]);
        assert!(mail.text.contains("Mail flowing"), "{}", mail.text);
        assert!(mail.text.contains("Last received"), "{}", mail.text);
        let emil = world
            .person("Emil Post", &[EXPERT], Visibility::All, &[])
            .await;
        let page = check_page(&emil.browser.get("/").await, 200);
        assert!(page.all("div", &[("data-part", "mail")]).is_empty());
    });
}
