using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

public class H02DtlsAlertTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void H2_plain_alerts_at_any_step_end_neither_side(int step)
    {
        using var pair = new DtlsPair();
        pair.Start();
        for (int i = 0; i < step; i++)
        {
            if (i % 2 == 0)
            {
                pair.GiveServer(pair.ToServer.Datagrams.Dequeue());
            }
            else
            {
                pair.GiveClient(pair.ToClient.Datagrams.Dequeue());
            }
        }

        for (ulong i = 0; i < 20; i++)
        {
            Assert.Equal(DropReason.DtlsUnauthenticated, pair.GiveServer(DtlsBytes.FatalAlert(0, i)));
            Assert.Equal(DropReason.DtlsUnauthenticated, pair.GiveClient(DtlsBytes.FatalAlert(0, i)));
        }

        pair.Run();
        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void H2_forged_alerts_of_the_encrypted_epoch_do_not_end_a_connection()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        for (ulong i = 0; i < 1000; i++)
        {
            pair.GiveServer(DtlsBytes.FatalAlert(1, i));
            pair.GiveServer(DtlsBytes.Record(DtlsBytes.Alert, 1, i, new byte[26]));
        }

        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.True(pair.Client.SendApplicationData(pair.Now, pair.Tuple, [1], pair.ToServer));
        pair.Deliver();
        Assert.True(pair.Server.TryReadApplicationData(new byte[10], out _));
    }
}
