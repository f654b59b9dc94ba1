using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Testing;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

[Collection(nameof(AllocationMeasurement))]
public class H01DtlsClientHelloTests
{
    private static readonly byte[] NullSuites = [0x00, 0x00, 0x00, 0x01, 0xC0, 0x06];

    [Fact]
    public void H1_a_ClientHello_that_is_no_good_before_the_real_one_does_not_fail_the_server()
    {
        using var pair = new DtlsPair();
        pair.Server.Start(pair.Now, DtlsRole.Server, pair.Tuple, pair.ToClient);
        for (int i = 0; i < 300; i++)
        {
            byte[] hello = DtlsBytes.ClientHello(i % 2 == 0 ? NullSuites : [0xFF, 0xFF]);
            Assert.Equal(DropReason.DtlsMalformed, pair.GiveServer(hello));
            int answered = pair.ToClient.Datagrams.Sum(static datagram => datagram.Length);
            Assert.True(answered <= hello.Length);
            pair.ToClient.Datagrams.Clear();
        }

        Assert.Equal(DtlsState.Connecting, pair.Server.State);
        pair.Client.Start(pair.Now, DtlsRole.Client, pair.Tuple, pair.ToServer);
        pair.Run();
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void H1_another_ClientHello_during_the_handshake_changes_nothing()
    {
        using var pair = new DtlsPair();
        pair.Start();
        pair.GiveServer(pair.ToServer.Datagrams.Dequeue());
        for (int i = 0; i < 50; i++)
        {
            pair.GiveServer(DtlsBytes.ClientHello(i % 2 == 0 ? NullSuites : null));
        }

        pair.Run();
        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }

    [Fact]
    public void H1_a_hundred_thousand_after_the_handshake_are_dropped_without_an_answer_or_an_allocation()
    {
        using var pair = new DtlsPair();
        pair.Connect();
        byte[] hello = DtlsBytes.ClientHello();
        pair.GiveServer(hello);
        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 100_000; i++)
            {
                if (pair.GiveServer(hello) != DropReason.DtlsUnexpectedClientHello)
                {
                    Assert.Fail("It was not dropped.");
                }
            }
        });

        Assert.Equal(0, allocated);
        Assert.Empty(pair.ToClient.Datagrams);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
        Assert.True(pair.Client.SendApplicationData(pair.Now, pair.Tuple, [1], pair.ToServer));
        pair.Deliver();
        Assert.True(pair.Server.TryReadApplicationData(new byte[10], out _));
    }
}
