using System.Net;
using Tureen.Engine.Crypto;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

/// <summary>Keys are wiped as soon as nothing needs them, and only strong profiles are offered.</summary>
public sealed class S8_KeyMaterialTests
{
    // The identifiers of use_srtp: AES-256-GCM, AES-128-GCM, AES-CM with 80 bits, and with 32 bits (RFC 5764, RFC 7714).
    private static readonly byte[] StrongProfiles = [0, 6, 0, 7, 0, 8, 0, 1];
    private static readonly byte[] AllProfiles = [0, 8, 0, 7, 0, 8, 0, 1, 0, 2];

    [Fact]
    public void S8_the_keys_of_a_handshake_are_wiped_when_SRTP_has_taken_them()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        SrtpKeyingMaterial keys = Keys(pair.Server);
        Assert.Contains(keys.LocalKey, static value => value != 0);
        using var srtp = new SrtpSession();
        srtp.Start(keys);
        Assert.True(srtp.IsReady);
        AssertWiped(keys);
    }

    [Fact]
    public void S8_the_key_of_a_plain_transport_is_wiped_when_it_closes()
    {
        using var call = new HostileCall();
        PlainTransportCore transport = call.Call.Router.CreatePlainTransport(new PlainTransportCoreOptions
        {
            Id = "plain",
            Listen = new ListenParameters(IPAddress.Parse("10.9.9.9"), 0, 0),
            CryptoSuite = SrtpCryptoSuite.AeadAes256Gcm,
        });
        Assert.Contains(Convert.FromBase64String(transport.SrtpParameters!.KeyBase64), static value => value != 0);
        transport.Close(call.Now, call.Server.Sink);
        Assert.All(Convert.FromBase64String(transport.SrtpParameters.KeyBase64), static value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void S8_tags_of_32_bits_are_offered_only_where_mediasoup_has_to_be_matched(bool offersShortTags)
    {
        using DtlsCertificate certificate = DtlsCertificate.Generate(offersShortTags ? SrtpProfileFacts.AllForDtls : null);
        using var pair = new DtlsPair(client: certificate);
        pair.Client.Start(pair.Now, DtlsRole.Client, pair.Tuple, pair.ToServer);
        byte[] hello = pair.ToServer.Datagrams.Peek();
        Assert.Equal(!offersShortTags, hello.AsSpan().IndexOf(StrongProfiles) >= 0);
        Assert.Equal(offersShortTags, hello.AsSpan().IndexOf(AllProfiles) >= 0);
    }

    [Fact]
    public void The_server_chooses_by_its_own_order()
    {
        using DtlsCertificate all = DtlsCertificate.Generate(SrtpProfileFacts.AllForDtls);
        using DtlsCertificate strongest = DtlsCertificate.Generate([SrtpProfile.AeadAes256Gcm, SrtpProfile.AeadAes128Gcm]);

        Assert.Equal(SrtpProfile.AeadAes128Gcm, Negotiate(client: strongest, server: all));
        Assert.Equal(SrtpProfile.AeadAes256Gcm, Negotiate(client: all, server: strongest));
    }

    private static SrtpProfile Negotiate(DtlsCertificate client, DtlsCertificate server)
    {
        using var pair = new DtlsPair(client, server);
        pair.Connect();
        return Keys(pair.Server).Profile;
    }

    private static SrtpKeyingMaterial Keys(DtlsTransport transport) =>
        DtlsPair.Events(transport).Single(static one => one.Kind == DtlsEventKind.SrtpKeysReady).SrtpKeys!;

    private static void AssertWiped(SrtpKeyingMaterial keys) => Assert.All(
        [.. keys.LocalKey, .. keys.LocalSalt, .. keys.RemoteKey, .. keys.RemoteSalt],
        static value => Assert.Equal(0, value));
}
