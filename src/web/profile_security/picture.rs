//! A QR code as one path, which needs neither script nor style.

use std::fmt::Write as _;

use qrcodegen::{DataTooLong, QrCode, QrCodeEcc};

use crate::web::view::profile_security::Picture;

/// Empty squares around it (ISO/IEC 18004, 9.1).
const BORDER: i32 = 4;

/// Draws a text.
///
/// # Errors
/// [`DataTooLong`] beyond 2,331 bytes.
pub(super) fn draw(text: &str) -> Result<Picture, DataTooLong> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                // Writing to a text does not fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + BORDER, y + BORDER);
            }
            x += run.max(1);
        }
    }
    Ok(Picture {
        size: code.size() + 2 * BORDER,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_the_code() {
        let text = "otpauth://totp/Lumen:ada%40lumen.example?secret=JBSWY3DPEHPK3PXP";
        let picture = draw(text).unwrap();
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
        assert_eq!(picture.size, code.size() + 8);
        let mut dark = std::collections::BTreeSet::new();
        for run in picture.path.split('M').skip(1) {
            let (at, rest) = run.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (i32, i32) = (x.parse().unwrap(), y.parse().unwrap());
            let length: i32 = rest.split_once('v').unwrap().0.parse().unwrap();
            dark.extend((x..x + length).map(|x| (x - BORDER, y - BORDER)));
        }
        for y in -BORDER..code.size() + BORDER {
            for x in -BORDER..code.size() + BORDER {
                assert_eq!(dark.contains(&(x, y)), code.get_module(x, y), "{x} {y}");
            }
        }
        assert!(draw(&"x".repeat(3_000)).is_err());
    }
}
