using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;
using Tureen.Ortc;

namespace Tureen.Bench.Fanout;

/// <summary>The SRTP key of a peer, as the worker gets it by signaling.</summary>
internal sealed class SignaledKey
{
    private readonly SrtpProfile _profile;
    private readonly byte[] _material;

    public SignaledKey(SrtpProfile profile, RandomSource random)
    {
        _profile = profile;
        _material = new byte[profile.KeyingMaterialLength()];
        random.Fill(_material);
    }

    public SrtpParameters Parameters => new()
    {
        CryptoSuite = _profile switch
        {
            SrtpProfile.AeadAes128Gcm => SrtpCryptoSuite.AeadAes128Gcm,
            SrtpProfile.AeadAes256Gcm => SrtpCryptoSuite.AeadAes256Gcm,
            SrtpProfile.AesCm128HmacSha1_80 => SrtpCryptoSuite.AesCm128HmacSha1_80,
            _ => SrtpCryptoSuite.AesCm128HmacSha1_32,
        },
        KeyBase64 = Convert.ToBase64String(_material),
    };

    public SrtpSender CreateSender() => new(_profile, _material);
}
