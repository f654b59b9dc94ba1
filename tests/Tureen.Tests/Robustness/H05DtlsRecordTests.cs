using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

public class H05DtlsRecordTests
{
    [Fact]
    public void H5_a_handshake_of_which_every_datagram_is_repeated_comes_through()
    {
        using var pair = new DtlsPair();
        pair.Start();
        while (pair.ToServer.Datagrams.Count + pair.ToClient.Datagrams.Count > 0)
        {
            while (pair.ToServer.Datagrams.TryDequeue(out byte[]? datagram))
            {
                pair.GiveServer(datagram);
                pair.GiveServer(datagram);
            }

            while (pair.ToClient.Datagrams.TryDequeue(out byte[]? datagram))
            {
                pair.GiveClient(datagram);
                pair.GiveClient(datagram);
            }
        }

        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(65535)]
    public void H5_records_of_a_wrong_epoch_are_dropped_before_and_after(int epoch)
    {
        using var pair = new DtlsPair();
        byte[] record = DtlsBytes.Record(DtlsBytes.Handshake, (ushort)epoch, 0, new byte[60]);
        pair.Start();
        Assert.Equal(DropReason.DtlsMalformed, pair.GiveServer(record));
        pair.Run();
        Assert.Equal(DropReason.DtlsMalformed, pair.GiveServer(record));
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void H5_encrypted_records_before_their_time_are_bounded_and_do_no_harm()
    {
        using var pair = new DtlsPair();
        pair.Start();
        int refused = 0;
        for (ulong i = 0; i < 1000; i++)
        {
            byte[] record = DtlsBytes.Record((byte)(i % 2 == 0 ? 22 : 23), 1, i, new byte[60]);
            refused += pair.GiveServer(record) == DropReason.DtlsBufferFull ? 1 : 0;
        }

        Assert.Equal(1000 - EngineLimits.MaxDtlsEarlyRecords, refused);
        Assert.Equal(DtlsState.Connecting, pair.Server.State);
    }

    [Fact]
    public void H5_a_forged_record_with_a_huge_number_does_not_lock_the_peer_out()
    {
        using var pair = new DtlsPair();
        pair.Start();
        byte[] piece = DtlsBytes.Fragment(1, 500, 3, 0, 20, new byte[20]);
        pair.GiveServer(DtlsBytes.Record(DtlsBytes.Handshake, 0, 0xFFFF_FFFF_FFFF, piece));
        pair.GiveClient(DtlsBytes.Record(DtlsBytes.Handshake, 0, 0xFFFF_FFFF_FFFF, piece));
        pair.Run();
        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void H5_a_replayed_message_of_the_application_is_delivered_once()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        pair.Client.SendApplicationData(pair.Now, pair.Tuple, [5], pair.ToServer);
        byte[] datagram = pair.ToServer.Datagrams.Dequeue();
        for (int i = 0; i < 10; i++)
        {
            pair.GiveServer(datagram);
        }

        Assert.True(pair.Server.TryReadApplicationData(new byte[10], out _));
        Assert.False(pair.Server.TryReadApplicationData(new byte[10], out _));
    }

    [Fact]
    public void H5_a_ClientHello_in_a_record_of_version_1_0_is_answered_and_other_versions_are_dropped()
    {
        using var pair = new DtlsPair();
        pair.Server.Start(pair.Now, DtlsRole.Server, pair.Tuple, pair.ToClient);
        Assert.Equal(DropReason.DtlsMalformed, pair.GiveServer(DtlsBytes.ClientHello(recordVersion: 0x0303)));
        Assert.Empty(pair.ToClient.Datagrams);
        Assert.Equal(DropReason.None, pair.GiveServer(DtlsBytes.ClientHello(recordVersion: 0xFEFF)));
        Assert.NotEmpty(pair.ToClient.Datagrams);
    }
}
