using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

public class H04DtlsLargeClientHelloTests
{
    [Theory]
    [InlineData(1300, false)]
    [InlineData(600, false)]
    [InlineData(600, true)]
    [InlineData(100, true)]
    public void H4_a_post_quantum_ClientHello_in_pieces_is_answered(int pieceLength, bool isReversed)
    {
        using var pair = new DtlsPair();
        pair.Server.Start(pair.Now, DtlsRole.Server, pair.Tuple, pair.ToClient);
        byte[] body = DtlsBytes.ClientHelloBody(extensions: DtlsBytes.PostQuantumExtensions());
        List<byte[]> pieces = [];
        for (int offset = 0; offset < body.Length; offset += pieceLength)
        {
            int length = Math.Min(pieceLength, body.Length - offset);
            byte[] fragment = DtlsBytes.Fragment(1, body.Length, 0, offset, length, body.AsSpan(offset, length));
            pieces.Add(DtlsBytes.Record(DtlsBytes.Handshake, 0, (ulong)pieces.Count, fragment, 0xFEFF));
        }

        if (isReversed)
        {
            pieces.Reverse();
        }

        foreach (byte[] piece in pieces)
        {
            Assert.Empty(pair.ToClient.Datagrams);
            Assert.Equal(DropReason.None, pair.GiveServer(piece));
        }

        byte[] answer = pair.ToClient.Datagrams.Dequeue();
        Assert.Equal(DtlsBytes.Handshake, answer[0]);
        Assert.Equal(2, answer[13]);
    }

    [Theory]
    [InlineData("in order")]
    [InlineData("reordered")]
    [InlineData("duplicated")]
    [InlineData("first lost")]
    [InlineData("second lost")]
    public void H4_a_client_with_a_ClientHello_of_two_datagrams_connects(string how)
    {
        using DtlsCertificate certificate = WithLongClientHello();
        using var pair = new DtlsPair(client: certificate);
        pair.Start();
        byte[][] hello = [.. pair.ToServer.Datagrams];
        Assert.Equal(2, hello.Length);
        Assert.All(hello, static datagram => Assert.True(datagram.Length <= EngineLimits.DtlsMtu));

        pair.ToServer.Datagrams.Clear();
        int[] order = how switch
        {
            "reordered" => [1, 0],
            "duplicated" => [0, 0, 1, 1],
            "first lost" => [1],
            "second lost" => [0],
            _ => [0, 1],
        };
        foreach (int index in order)
        {
            pair.ToServer.Datagrams.Enqueue(hello[index]);
        }

        pair.Run();
        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    private static unsafe DtlsCertificate WithLongClientHello()
    {
        const int NameLength = 200;
        DtlsCertificate certificate = DtlsCertificate.Generate();
        byte[] protocols = new byte[8 * (NameLength + 1)];
        protocols.AsSpan().Fill((byte)'x');
        for (int i = 0; i < protocols.Length; i += NameLength + 1)
        {
            protocols[i] = NameLength;
        }

        var setProtocols = (delegate* unmanaged[Cdecl]<nint, byte*, uint, int>)DtlsLibrary.Export("SSL_CTX_set_alpn_protos");
        fixed (byte* pointer = protocols)
        {
            Assert.Equal(0, setProtocols(certificate.Context.Pointer, pointer, (uint)protocols.Length));
        }

        return certificate;
    }
}
