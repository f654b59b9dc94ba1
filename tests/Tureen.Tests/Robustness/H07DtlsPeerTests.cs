using System.Reflection;
using System.Runtime.InteropServices;
using Tureen.Engine.Dtls;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

public unsafe class H07DtlsPeerTests
{
    private const byte ServerHello = 2;
    private const byte CertificateVerify = 15;

    [Fact]
    public void H7_a_client_without_a_certificate_is_refused()
    {
        using var pair = new DtlsPair();
        pair.Start();
        var clear = (delegate* unmanaged[Cdecl]<nint, void>)Export("SSL_certs_clear");
        clear(Ssl(pair.Client));
        pair.Run();

        Assert.Equal(DtlsState.Failed, pair.Server.State);
        Assert.NotEqual(DtlsState.Connected, pair.Client.State);
    }

    [Fact]
    public void H7_a_CertificateVerify_with_a_wrong_signature_is_refused()
    {
        using var pair = new DtlsPair();
        pair.Start();
        pair.GiveServer(pair.ToServer.Datagrams.Dequeue());
        pair.GiveClient(pair.ToClient.Datagrams.Dequeue());
        byte[] flight = pair.ToServer.Datagrams.Dequeue();
        int record = FindHandshake(flight, CertificateVerify);
        flight[record + 13 + 12 + 20] ^= 1;
        pair.GiveServer(flight);

        Assert.Equal(DtlsState.Failed, pair.Server.State);
        Assert.DoesNotContain(DtlsPair.Events(pair.Server), static e => e.Kind == DtlsEventKind.SrtpKeysReady);
    }

    [Fact]
    public void H7_a_request_for_renegotiation_is_declined_and_the_connection_stays()
    {
        const ulong NoRenegotiation = 1UL << 30;
        using var pair = new DtlsPair();
        pair.Connect();
        nint ssl = Ssl(pair.Client);
        var clearOptions = (delegate* unmanaged[Cdecl]<nint, ulong, ulong>)Export("SSL_clear_options");
        var renegotiate = (delegate* unmanaged[Cdecl]<nint, int>)Export("SSL_renegotiate");
        clearOptions(ssl, NoRenegotiation);
        Assert.Equal(1, renegotiate(ssl));
        pair.Client.SendApplicationData(pair.Now, pair.Tuple, [1], pair.ToServer);
        Assert.NotEmpty(pair.ToServer.Datagrams);
        while (pair.ToServer.Datagrams.TryDequeue(out byte[]? datagram))
        {
            pair.GiveServer(datagram);
        }

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.True(pair.Server.SendApplicationData(pair.Now, pair.Tuple, [1], pair.ToClient));
    }

    [Theory]
    [InlineData(0x00, 0xA8)]
    [InlineData(0x00, 0x00)]
    [InlineData(0xC0, 0x37)]
    public void H7_a_server_that_chooses_a_PSK_or_NULL_suite_is_refused(byte high, byte low)
    {
        using var pair = new DtlsPair();
        pair.Start();
        pair.GiveServer(pair.ToServer.Datagrams.Dequeue());
        byte[] flight = pair.ToClient.Datagrams.Dequeue();
        int hello = FindHandshake(flight, ServerHello) + 13 + 12;
        int suite = hello + 2 + 32 + 1 + flight[hello + 34];
        flight[suite] = high;
        flight[suite + 1] = low;
        pair.GiveClient(flight);
        Assert.Equal(DtlsState.Failed, pair.Client.State);
    }

    private static int FindHandshake(byte[] datagram, byte type)
    {
        int at = 0;
        while (datagram[at] != DtlsBytes.Handshake || datagram[at + 13] != type)
        {
            at += 13 + (datagram[at + 11] << 8) + datagram[at + 12];
        }

        return at;
    }

    private static nint Ssl(DtlsTransport transport)
    {
        FieldInfo field = typeof(DtlsTransport).GetField("_session", BindingFlags.Instance | BindingFlags.NonPublic)!;
        return ((SafeHandle)field.GetValue(transport)!).DangerousGetHandle();
    }

    private static nint Export(string name) => DtlsLibrary.Export(name);
}
