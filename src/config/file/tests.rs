//! Changing one key leaves the rest of the file alone.

use super::*;
use crate::config::web;

fn check(old: &str, expected: &str) {
    let value = Value::Text("https://desk.example.org".to_owned());
    let new = edited(Path::new("f"), old, &web::URL, &value).expect("the table holds TOML");
    assert_eq!(new, expected);
}

#[test]
fn keeps_everything_else() {
    check("", "\n\n[web]\nurl = \"https://desk.example.org\"\n");
    check(
        "# top\n[web] # pages\nurl = \"http://old.example\" # ours\n\n[smtp]\nlisten = \"0.0.0.0:25\"\n",
        "# top\n[web] # pages\nurl = \"https://desk.example.org\" # ours\n\n[smtp]\nlisten = \"0.0.0.0:25\"\n",
    );
    check(
        "# all is well\n",
        "# all is well\n\n[web]\nurl = \"https://desk.example.org\"\n",
    );
    check(
        "[web]\n# where\nlisten = \"0.0.0.0:80\" # all\n# end\n[log]\n",
        "[web]\n# where\nlisten = \"0.0.0.0:80\" # all\nurl = \"https://desk.example.org\"\n# end\n[log]\n",
    );
    check(
        "web.url = 'http://old.example'\n",
        "web.url = \"https://desk.example.org\"\n",
    );
    check(
        "web = { listen = \"0.0.0.0:80\" }\n",
        "web = { listen = \"0.0.0.0:80\" , url = \"https://desk.example.org\" }\n",
    );
}

#[test]
fn refuses_what_it_cannot_change() {
    let value = Value::Text("https://desk.example.org".to_owned());
    for old in ["[web", "web = 1\n"] {
        let refused = edited(Path::new("f"), old, &web::URL, &value);
        assert!(matches!(refused, Err(SetError::Content(_))), "{old:?}");
    }
}

#[test]
fn makes_and_replaces_the_file() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join(NAME);
    for url in ["https://one.example", "https://two.example"] {
        set(&path, &web::URL, &Value::Text(url.to_owned())).expect("can be written");
        let text = read(&path).expect("was written");
        assert!(
            text.starts_with(NEW) && text.ends_with(&format!("url = \"{url}\"\n")),
            "{text}"
        );
    }
    let names: Vec<_> = fs::read_dir(folder.path()).expect("is there").collect();
    assert_eq!(names.len(), 1, "nothing is left beside the file");
}
