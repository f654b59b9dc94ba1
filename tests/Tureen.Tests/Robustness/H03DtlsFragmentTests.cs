using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

public class H03DtlsFragmentTests
{
    [Theory]
    [InlineData(100, 0, 0)]
    [InlineData(100, 90, 20)]
    [InlineData(0xFFFFFF, 0, 50)]
    [InlineData(16_385, 0, 50)]
    [InlineData(10, 0, 50)]
    public void H3_a_fragment_that_contradicts_itself_is_dropped(int messageLength, int offset, int length)
    {
        using var pair = new DtlsPair();
        pair.Start();
        byte[] fragment = DtlsBytes.Fragment(1, messageLength, 0, offset, length, new byte[length]);
        Assert.Equal(DropReason.DtlsMalformed, pair.GiveServer(DtlsBytes.Record(DtlsBytes.Handshake, 0, 0, fragment)));
        pair.Run();
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void H3_a_fragment_that_is_longer_than_its_record_is_dropped()
    {
        using var pair = new DtlsPair();
        pair.Start();
        byte[] fragment = DtlsBytes.Fragment(1, 5000, 0, 0, 2000, new byte[20]);
        Assert.Equal(DropReason.DtlsMalformed, pair.GiveServer(DtlsBytes.Record(DtlsBytes.Handshake, 0, 0, fragment)));
        Assert.Equal(DropReason.DtlsMalformed, pair.GiveServer(DtlsBytes.Record(DtlsBytes.Handshake, 0, 0, [])));
        Assert.Equal(DropReason.DtlsMalformed, pair.GiveServer(DtlsBytes.Record(DtlsBytes.Handshake, 0, 0, [])[..7]));
    }

    [Fact]
    public void H3_fragments_that_are_never_completed_do_not_fill_memory()
    {
        const long Bound = 200_000_000;
        using var pair = new DtlsPair();
        pair.Start();
        long before = Environment.WorkingSet;
        for (int i = 0; i < 30_000; i++)
        {
            byte[] fragment = DtlsBytes.Fragment((byte)(i % 2 == 0 ? 1 : 11), 16_000, (ushort)i, i % 15_000, 9, new byte[9]);
            pair.GiveServer(DtlsBytes.Record(DtlsBytes.Handshake, 0, (ulong)i, fragment));
        }

        Assert.True(Environment.WorkingSet - before < Bound);
        Assert.Equal(DtlsState.Connecting, pair.Server.State);
    }

    [Fact]
    public void H3_overlapping_fragments_are_put_together()
    {
        using var pair = new DtlsPair();
        pair.Server.Start(pair.Now, DtlsRole.Server, pair.Tuple, pair.ToClient);
        byte[] body = DtlsBytes.ClientHelloBody();
        (int Offset, int Length)[] parts = [(30, 20), (0, 40), (45, 10), (40, body.Length - 40)];
        foreach ((int offset, int length) in parts)
        {
            byte[] fragment = DtlsBytes.Fragment(1, body.Length, 0, offset, length, body.AsSpan(offset, length));
            pair.GiveServer(DtlsBytes.Record(DtlsBytes.Handshake, 0, (ulong)offset, fragment));
        }

        Assert.NotEmpty(pair.ToClient.Datagrams);
    }
}
