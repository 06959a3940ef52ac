//! Scans and photos made anew: what is kept of an image is its pixels and nothing else (security.md 11, `ckdoc:`).

use png::{BitDepth, ColorType, Transformations};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// The longest side that is kept: a page of paper at 300 dots to the inch.
const LONGEST_SIDE: usize = 3300;

/// The longest side that is read.
const LONGEST_SIDE_READ: usize = 16_000;

/// Pixels that are read at most.
const PIXELS_AT_MOST: usize = 64_000_000;

/// What a file is, by its first bytes; its name does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// PDF.
    Pdf,
}

impl MediaType {
    /// What these bytes are, if they are one of the three.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<MediaType> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(MediaType::Png),
            [0xff, 0xd8, 0xff, ..] => Some(MediaType::Jpeg),
            // A PDF may have a few bytes before its header.
            _ => {
                let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
                head.windows(5).any(|word| word == b"%PDF-").then_some(MediaType::Pdf)
            }
        }
    }
}

/// Pixels, three bytes each.
struct Pixels {
    width: usize,
    height: usize,
    rgb: Vec<u8>,
}

/// The PNG of a PNG or JPEG: decoded, made smaller where it is very large, and encoded anew; `None` for what is no image or
/// too large a one.
pub(super) fn made_anew(media: MediaType, bytes: &[u8]) -> Option<Vec<u8>> {
    let pixels = match media {
        MediaType::Png => read_png(bytes)?,
        MediaType::Jpeg => read_jpeg(bytes)?,
        MediaType::Pdf => return None,
    };
    write_png(&smaller(pixels)?)
}

fn is_readable(width: usize, height: usize) -> bool {
    let fits = |side: usize| (1..=LONGEST_SIDE_READ).contains(&side);
    fits(width) && fits(height) && width.saturating_mul(height) <= PIXELS_AT_MOST
}

fn read_jpeg(bytes: &[u8]) -> Option<Pixels> {
    let options = DecoderOptions::default()
        .set_max_width(LONGEST_SIDE_READ)
        .set_max_height(LONGEST_SIDE_READ)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    if !is_readable(width, height) {
        return None;
    }
    let rgb = decoder.decode().ok()?;
    (rgb.len() == width * height * 3).then_some(Pixels { width, height, rgb })
}

fn read_png(bytes: &[u8]) -> Option<Pixels> {
    let mut decoder = png::Decoder::new_with_limits(std::io::Cursor::new(bytes), png::Limits { bytes: 512 << 20 });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (usize::try_from(reader.info().width).ok()?, usize::try_from(reader.info().height).ok()?);
    if !is_readable(width, height) {
        return None;
    }
    let mut buffer = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut buffer).ok()?;
    buffer.truncate(frame.buffer_size());
    let rgb = match frame.color_type {
        ColorType::Grayscale => buffer.iter().flat_map(|grey| [*grey; 3]).collect(),
        ColorType::GrayscaleAlpha => {
            buffer.chunks_exact(2).flat_map(|pixel| [on_white(part(pixel, 0), part(pixel, 1)); 3]).collect()
        }
        ColorType::Rgb => buffer,
        ColorType::Rgba => buffer
            .chunks_exact(4)
            .flat_map(|pixel| [0, 1, 2].map(|at| on_white(part(pixel, at), part(pixel, 3))))
            .collect(),
        ColorType::Indexed => return None,
    };
    (rgb.len() == width * height * 3).then_some(Pixels { width, height, rgb })
}

fn part(pixel: &[u8], at: usize) -> u8 {
    pixel.get(at).copied().unwrap_or(u8::MAX)
}

/// A half-transparent value on white paper.
fn on_white(value: u8, alpha: u8) -> u8 {
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    u8::try_from((value * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
}

/// The mean of squares of pixels, so that the longest side fits.
fn smaller(pixels: Pixels) -> Option<Pixels> {
    let step = pixels.width.max(pixels.height).div_ceil(LONGEST_SIDE);
    if step <= 1 {
        return Some(pixels);
    }
    let (width, height) = ((pixels.width / step).max(1), (pixels.height / step).max(1));
    let count = u32::try_from(step * step).ok()?;
    let mut rgb = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0_u32; 3];
            for row in y * step..(y + 1) * step {
                let at = (row * pixels.width + x * step) * 3;
                let Some(square) = pixels.rgb.get(at..at + step * 3) else { continue };
                for pixel in square.chunks_exact(3) {
                    for (sum, value) in sum.iter_mut().zip(pixel) {
                        *sum += u32::from(*value);
                    }
                }
            }
            rgb.extend(sum.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX)));
        }
    }
    Some(Pixels { width, height, rgb })
}

fn write_png(pixels: &Pixels) -> Option<Vec<u8>> {
    let is_grey =
        pixels.rgb.chunks_exact(3).all(|pixel| part(pixel, 0) == part(pixel, 1) && part(pixel, 1) == part(pixel, 2));
    let mut bytes = Vec::new();
    let (width, height) = (u32::try_from(pixels.width).ok()?, u32::try_from(pixels.height).ok()?);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(if is_grey { ColorType::Grayscale } else { ColorType::Rgb });
    let mut writer = encoder.write_header().ok()?;
    if is_grey {
        let grey: Vec<u8> = pixels.rgb.chunks_exact(3).map(|pixel| part(pixel, 0)).collect();
        writer.write_image_data(&grey).ok()?;
    } else {
        writer.write_image_data(&pixels.rgb).ok()?;
    }
    writer.finish().ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: usize, height: usize) -> Vec<u8> {
        let rgb = (0..width * height).flat_map(|at| [u8::try_from(at % 251).unwrap(), 40, 200]).collect();
        write_png(&Pixels { width, height, rgb }).unwrap()
    }

    #[test]
    fn files_are_told_by_their_bytes() {
        assert_eq!(MediaType::of(&picture(2, 2)), Some(MediaType::Png));
        assert_eq!(MediaType::of(b"\xff\xd8\xff\xe0"), Some(MediaType::Jpeg));
        assert_eq!(MediaType::of(b"\n%PDF-1.7"), Some(MediaType::Pdf));
        assert_eq!(MediaType::of(b"GIF89a"), None);
        assert_eq!(MediaType::of(b""), None);
    }

    #[test]
    fn an_image_keeps_its_pixels_and_loses_the_rest() {
        let plain = picture(30, 20);
        // A text chunk, as cameras and scanners write them, is not kept.
        let mut told = plain.clone();
        let text = b"tEXtAuthor\0Mary";
        let mut chunk = u32::try_from(text.len() - 4).unwrap().to_be_bytes().to_vec();
        chunk.extend_from_slice(text);
        chunk.extend_from_slice(&crc(text).to_be_bytes());
        told.splice(33..33, chunk);
        assert!(told.windows(4).any(|word| word == b"Mary"));
        let kept = made_anew(MediaType::Png, &told).unwrap();
        assert!(!kept.windows(4).any(|word| word == b"Mary"));
        assert_eq!(read_png(&kept).unwrap().rgb, read_png(&plain).unwrap().rgb);
    }

    #[test]
    fn a_very_large_image_is_made_smaller_and_nonsense_is_none() {
        let kept = made_anew(MediaType::Png, &picture(7000, 10)).unwrap();
        let pixels = read_png(&kept).unwrap();
        assert_eq!((pixels.width, pixels.height), (2333, 3));
        let mut torn = picture(300, 200);
        torn.truncate(60);
        assert!(made_anew(MediaType::Png, &torn).is_none());
        assert!(made_anew(MediaType::Jpeg, b"\xff\xd8\xff\xe0nothing").is_none());
    }

    fn crc(bytes: &[u8]) -> u32 {
        let step = |crc: u32, byte: &u8| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        };
        !bytes.iter().fold(u32::MAX, step)
    }
}
