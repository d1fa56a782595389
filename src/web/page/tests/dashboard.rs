//! The dashboard: a week of much, a quarter of one mailbox, a desk without anything.

use super::*;

pub(super) fn add(book: &mut Book) {
    for (what, page) in [
        ("dashboard", sample::dashboard(7)),
        ("dashboard-quarter", sample::dashboard(90)),
        ("dashboard-quiet", sample::quiet_dashboard()),
    ] {
        book.add(what, "dashboard.html", Section::Home, &page);
    }
}

/// Of a quarter too, a number of each day is a link in the chart and in its table.
#[test]
fn each_day_is_a_link_twice() {
    let templates = Templates::load().expect("templates");
    let shell = sample::shell(Language::En, Section::Home);
    let page = sample::dashboard(90);
    let html = render(&templates, "dashboard.html", &shell, &page).expect("a page");
    assert_eq!(html.matches("<circle ").count(), 90);
    assert_eq!(html.matches(" id=\"c").count(), 90);
    assert_eq!(html.matches("<td class=\"r\"><a ").count(), 180);
    // What changes is drawn by the same words.
    let update = render(&templates, "_dashboard_update.html", &shell, &page).expect("a piece");
    for part in ["tiles", "work", "trend", "days", "load", "mail"] {
        let part = format!("data-part=\"{part}\"");
        assert!(html.contains(&part) && update.contains(&part), "{part}");
    }
}

#[test]
fn whom_the_load_shows_at_first_and_the_others() {
    let templates = Templates::load().expect("templates");
    let page = sample::dashboard(7);
    for (language, more) in [(Language::En, "3 more"), (Language::Fr, "3 autres")] {
        let shell = sample::shell(language, Section::Home);
        let html = render(&templates, "dashboard.html", &shell, &page).expect("a page");
        let (first, others) = html
            .split_once(&format!("<summary>{more}</summary>"))
            .expect(more);
        let rows = |html: &str| html.matches("class=\"pair\"").count();
        assert_eq!((rows(first), rows(others)), (12, 3));
    }
}
