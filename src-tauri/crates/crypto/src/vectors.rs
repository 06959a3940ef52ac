//! Published vectors: the constructions below the envelopes are the standard ones.

use crate::secret::OneDraw;
use crate::{Bound, Derive, derive_pair, hybrid_open, keyed_hash, sha256};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};

fn bytes(hex: &str) -> Vec<u8> {
    let digits: String = hex.split_whitespace().collect();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

fn key(hex: &str) -> [u8; 32] {
    bytes(hex).try_into().unwrap()
}

const SUNSCREEN: &[u8] =
    b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
const AAD: &str = "50515253c0c1c2c3c4c5c6c7";
const RISING: &str = "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";

#[test]
fn chacha20_poly1305_of_rfc_8439_section_2_8_2() {
    let cipher = chacha20poly1305::ChaCha20Poly1305::new(&key(RISING).into());
    let nonce: [u8; 12] = bytes("070000004041424344454647").try_into().unwrap();
    let sealed = cipher.encrypt(&nonce.into(), Payload { msg: SUNSCREEN, aad: &bytes(AAD) }).unwrap();
    let expected = bytes(
        "d31a8d34648e60db7b86afbc53ef7ec2 a4aded51296e08fea9e2b5a736ee62d6 3dbea45e8ca9671282fafb69da92728b
         1a71de0a9e060b2905d6a5b67ecd3b36 92ddbd7f2d778b8c9803aee328091b58 fab324e4fad675945585808b4831d7bc
         3ff4def08e4b7a9de576d26586cec64b 6116 1ae10b594f09e26a7e902ecbd0600691",
    );
    assert_eq!(sealed, expected);
}

#[test]
fn xchacha20_poly1305_of_draft_irtf_cfrg_xchacha_03_a_3_1() {
    let nonce = bytes("404142434445464748494a4b4c4d4e4f5051525354555657");
    let ciphertext = bytes(
        "bd6d179d3e83d43b9576579493c0e939 572a1700252bfaccbed2902c21396cbb 731c7f1b0b4aa6440bf3a82f4eda7e39
         ae64c6708c54c216cb96b72e1213b452 2f8c9ba40db5d945b11b69b982c1bb9e 3f3fac2bc369488f76b2383565d3fff9
         21f9664c97637da9768812f615c68b13 b52e c0875924c1c7987947deafd8780acf49",
    );
    let sealed = [nonce, ciphertext].concat();
    let opened = crate::open(&key(RISING), Bound { aad: &bytes(AAD), bytes: &sealed }).unwrap();
    assert_eq!(opened.as_slice(), SUNSCREEN);
}

#[test]
fn argon2id_of_rfc_9106_section_5_3() {
    use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
    let mut builder = ParamsBuilder::new();
    builder.m_cost(32).t_cost(3).p_cost(4).data(AssociatedData::new(&[4; 12]).unwrap());
    let params = builder.build().unwrap();
    let argon = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut tag = [0; 32];
    argon.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
    assert_eq!(tag, key("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
}

#[test]
fn hkdf_of_rfc_5869_a_1_and_a_3() {
    let secret = [0x0b; 22];
    let derived =
        Derive { salt: &bytes("000102030405060708090a0b0c"), secret: &secret, info: &bytes("f0f1f2f3f4f5f6f7f8f9") };
    assert_eq!(derived.key().bytes(), &key("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
    let plain = Derive { salt: b"", secret: &secret, info: b"" };
    assert_eq!(plain.key().bytes(), &key("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"));
    assert_eq!(plain.check().to_vec(), bytes("8da4e775a563c18f715f802a063c5a31"));
}

#[test]
fn hmac_and_sha_256() {
    // RFC 4231 case 3 has a key of 20 bytes; HMAC fills a shorter key with zeros, so 32 bytes ending in zeros are the same.
    let mut key20 = [0; 32];
    key20[..20].fill(0xaa);
    let expected = key("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    assert_eq!(keyed_hash(&key20, &[&[0xdd; 25], &[0xdd; 25]]), expected);
    assert_eq!(sha256(&[b"a", b"bc"]), key("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

#[test]
fn ed25519_of_rfc_8032_section_7_1_test_3() {
    use ed25519_dalek::{Signer, SigningKey};
    let pair = SigningKey::from_bytes(&key("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
    assert_eq!(
        pair.verifying_key().to_bytes(),
        key("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
    );
    let signature = bytes(
        "6291d657deec24024827e69c3abe01a3 0ce548a284743a445e3680d7db5ac3ac 18ff9b538d16f290ae67f760984dc659
         4a7c15e9716ed28dc027beceea1ec40a",
    );
    assert_eq!(pair.sign(&bytes("af82")).to_bytes().to_vec(), signature);
    assert!(pair.verifying_key().verify_strict(&bytes("af82"), &signature.as_slice().try_into().unwrap()).is_ok());
}

/// RFC 9180 A.2.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, Base, sequence number 0.
#[test]
fn hpke_of_rfc_9180_a_2_1() {
    let info = bytes("4f6465206f6e2061204772656369616e2055726e");
    let plain = bytes("4265617574792069732074727574682c20747275746820626561757479");
    let aad = bytes("436f756e742d30");
    let (secret, public) = derive_pair(&key("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df"));
    // The vector's secret is unclamped; clamped (RFC 7748 5) its last byte 0xfb is 0x7b. They are the same scalar.
    assert_eq!(secret.bytes(), &key("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e07b"));
    assert_eq!(public, key("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a"));
    let draw = OneDraw::fixed(key("909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b"));
    let sealed = crate::hybrid::seal_with(draw, &public, &info, Bound { aad: &aad, bytes: &plain }).unwrap();
    let expected = bytes(
        "1afa08d3dec047a643885163f1180476 fa7ddb54c6a8029ea33f95796bf2ac4a
         1c5250d8034ec2b784ba2cfd69dbdb8a f406cfe3ff938e131f0def8c8b60b4db 21993c62ce81883d2dd1b51a28",
    );
    assert_eq!(sealed, expected);
    let opened = hybrid_open(secret.bytes(), &info, Bound { aad: &aad, bytes: &sealed }).unwrap();
    assert_eq!(opened.as_slice(), plain);
}
