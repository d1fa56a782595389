//! What is printed about settings: the sample file, the list for `--help`, what is in effect.

use super::{
    Loaded,
    registry::{ENV_CONFIG, SECTIONS, SETTINGS},
    setting::{Definition, Place},
};

// As wide as a terminal with room for a diff's margin.
const WIDTH: usize = 78;

/// Writes the sample file: every setting with its comment and default, all commented out.
#[must_use]
pub fn sample() -> String {
    let mut out = String::new();
    let opening = "Configuration of Guichet. Every line that is commented out is a default, or an \
                   example where there is none. A flag \
                   beats the environment, which beats this file. `guichet check` says whether all \
                   is well and what is in effect. Everything that is not here is set in the pages.";
    comment(&mut out, opening);
    for setting in settings_of("") {
        sample_setting(&mut out, setting);
    }
    for (section, about) in SECTIONS {
        out.push_str("\n\n");
        comment(&mut out, about);
        out.push_str(&format!("[{section}]\n"));
        for setting in settings_of(section) {
            sample_setting(&mut out, setting);
        }
    }
    out
}

/// Lists every setting with its variable, its default and one line of help.
#[must_use]
pub fn list() -> String {
    let mut out = String::from("Settings (key in the file, variable, default):\n");
    for setting in SETTINGS {
        let default = if setting.default().is_empty() {
            "unset"
        } else {
            setting.default()
        };
        let flag = setting
            .flag()
            .map_or_else(String::new, |flag| format!(", --{flag}"));
        let (name, env, help) = (setting.name(), setting.env(), setting.help());
        out.push_str(&format!(
            "  {name} = {default}\n      {help}. {env}{flag}\n"
        ));
    }
    out.push_str(&format!(
        "\nA flag beats the environment, which beats the file. The file is the one that --config or \
         {ENV_CONFIG} names, else guichet.toml in the data folder. A list is written with commas \
         in the environment: GUICHET_DNS_SERVERS=192.0.2.53,192.0.2.54\n"
    ));
    out
}

/// Writes what is in effect as a TOML file, each value with the place that it comes from.
#[must_use]
pub fn effective(loaded: &Loaded) -> String {
    let mut out = match &loaded.file {
        Some(path) => format!("# file: {}\n", path.display()),
        None => "# file: none\n".to_owned(),
    };
    for setting in settings_of("") {
        effective_setting(&mut out, loaded, setting);
    }
    for (section, _) in SECTIONS {
        out.push_str(&format!("\n[{section}]\n"));
        for setting in settings_of(section) {
            effective_setting(&mut out, loaded, setting);
        }
    }
    out
}

fn settings_of(section: &str) -> impl Iterator<Item = &'static dyn Definition> {
    let here = move |setting: &&dyn Definition| setting.section() == section;
    SETTINGS.iter().copied().filter(here)
}

fn sample_setting(out: &mut String, setting: &dyn Definition) {
    let (key, env) = (setting.key(), setting.env());
    let value = if setting.default().is_empty() {
        setting.example()
    } else {
        setting.default()
    };
    out.push('\n');
    comment(out, setting.comment());
    out.push_str(&format!("# {env}\n# {key} = {value}\n"));
}

fn effective_setting(out: &mut String, loaded: &Loaded, setting: &dyn Definition) {
    let key = setting.key();
    let line = match loaded.raw.strongest(setting) {
        Some(written) => format!("{key} = {} # {}\n", written.value, written.place),
        None if setting.default().is_empty() => format!("# {key} is unset # {}\n", Place::Default),
        None => format!("{key} = {} # {}\n", setting.default(), Place::Default),
    };
    out.push_str(&line);
}

// Breaks at spaces; a word that is longer than a line stands alone.
fn comment(out: &mut String, text: &str) {
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.len() > 1 && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&line);
            out.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    out.push_str(&line);
    out.push('\n');
}
