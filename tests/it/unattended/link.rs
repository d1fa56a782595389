//! The set-up link: in the log of a new desk, used once, looked at as often as one likes.

use std::time::Duration;

use guichet::{
    app::App,
    base::clock::Clock,
    config::Config,
    desk::{problem::Problem, setup::FirstRun, sign_in::Browser},
    domain::{address::EmailAddress, time::Timestamp, user::Language},
};

use crate::program::{Program, http, serve, setup};

/// The path of the link that the desk printed.
fn link(desk: &Program) -> String {
    let line = desk.said("to set the desk up; the link works for one hour");
    let url = line.split_once(" open ").expect("where to click").1;
    let url = url.split(' ').next().unwrap();
    let path = url.strip_prefix(&format!("http://{}", desk.web));
    path.expect("our own address").to_owned()
}

fn status(desk: &Program, path: &str) -> u16 {
    http::get(desk.web, path, "").status
}

#[test]
fn a_new_desk_prints_a_link_and_the_next_start_another() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let desk = serve(&data);
    let first = link(&desk);
    assert_eq!(first.len(), "/setup/".len() + 22, "128 bits: {first}");
    for _ in 0..3 {
        assert_eq!(status(&desk, &first), 200, "a look does not burn it");
    }
    let guessed = format!("{}x", &first[..first.len() - 1]);
    assert_eq!(status(&desk, &guessed), 404);
    desk.kill();

    let desk = serve(&data);
    let second = link(&desk);
    assert_ne!(first, second);
    assert_eq!(status(&desk, &first), 404, "the new link kills the old");
    assert_eq!(status(&desk, &second), 200);
    setup(folder.path(), &data, &[]).check(0, &[]);
    assert_eq!(status(&desk, &second), 404, "the first run is over");
    desk.stop();

    let desk = serve(&data);
    desk.said("the desk is open at http://");
    assert!(!desk.log().join("\n").contains("/setup/"));
    desk.stop();
}

#[test]
fn the_link_is_said_whatever_the_log_leaves_out() {
    for level in ["warn", "error"] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let config = format!("[log]\nlevel = \"{level}\"\n");
        std::fs::write(data.join("guichet.toml"), config).unwrap();
        let desk = serve(&data);
        let line = desk.said("to set the desk up; the link works for one hour");
        let url = line.strip_prefix("open ").expect("a line of its own");
        let url = url.split(' ').next().unwrap();
        let path = url.strip_prefix(&format!("http://{}", desk.web)).unwrap();
        assert_eq!(status(&desk, path), 200);
        desk.stop();
    }
}

/// The value behind a name, up to the next quotation mark.
fn after<'a>(text: &'a str, start: &str) -> &'a str {
    let rest = text.split_once(start).expect(start).1;
    rest.split(['"', ';']).next().unwrap()
}

#[test]
fn the_first_run_through_the_link_burns_it() {
    let folder = tempfile::tempdir().unwrap();
    let desk = serve(&folder.path().join("data"));
    let link = link(&desk);
    let page = http::get(desk.web, &link, "");
    let token = after(&page.body, "name=\"form_token\" value=\"");
    let lower = page.head.replace("Set-Cookie: ", "set-cookie: ");
    let cookie = format!("Cookie: {}", after(&lower, "set-cookie: "));
    let origin = format!("Origin: http://{}", desk.web);
    let form = format!(
        "form_token={token}&step=admin&organization=Lumen&language=en&time_zone=Europe%2FParis&\
         mailbox=support%40lumen.example&name=Ada&email=ada%40lumen.example&\
         password=a+quiet+desk+near+the+door"
    );
    let form_type = "Content-Type: application/x-www-form-urlencoded";
    let post = |form: &str| {
        let headers = [form_type, cookie.as_str(), origin.as_str()];
        http::request(desk.web, "POST", &link, &headers, form)
    };
    let short = form.replace("a+quiet+desk+near+the+door", "short");
    assert_eq!(post(&short).status, 422, "a wrong answer does not burn it");
    assert_eq!(status(&desk, &link), 200);
    assert_eq!(post(&form).status, 303);
    assert_eq!(post(&form).status, 404, "it works once");
    assert_eq!(status(&desk, &link), 404);
    desk.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_link_is_dead_after_an_hour() {
    const NOW: Timestamp = Timestamp(1_800_000_000_000_000);
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::fixed(NOW);
    let app = App::start(&Config::for_testing(folder.path()), clock.clone())
        .await
        .unwrap();
    let desk = app.desk.clone();
    let secret = desk.setup_link(NOW).unwrap();
    let (web, path) = (app.web, format!("/setup/{secret}"));
    let look = || {
        let path = path.clone();
        tokio::task::spawn_blocking(move || http::get(web, &path, "").status)
    };
    clock.set(NOW.plus(Duration::from_secs(60 * 60 - 1)));
    assert_eq!(look().await.unwrap(), 200);
    let late = NOW.plus(Duration::from_secs(60 * 60));
    clock.set(late);
    assert_eq!(look().await.unwrap(), 404);
    let address = |text: &str| EmailAddress::parse(text).unwrap();
    let answers = FirstRun {
        organization: "Lumen".into(),
        language: Language::En,
        time_zone: "Europe/Paris".into(),
        mailbox: address("support@lumen.example"),
        admin_name: "Ada".into(),
        admin_email: address("ada@lumen.example"),
        password: "a quiet desk near the door".into(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    };
    let refused = desk.first_run_by_link(
        &secret,
        answers,
        &Browser::new([127, 0, 0, 1].into(), ""),
        late,
    );
    assert!(matches!(refused, Err(Problem::NotFound)));
    assert!(desk.is_new().unwrap());
    drop(desk);
    app.stop().await;
}
