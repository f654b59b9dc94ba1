using Tureen.Engine.Sctp;

namespace Tureen.Tests.Simulation;

public sealed class SctpTrafficTests
{
    private const int Seeds = 200;
    private const int MaxBuffers = 10_000;

    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5);

    [Fact]
    public void Every_kind_of_message_keeps_its_promise_on_200_bad_links()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                AssertPromises(Run(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }
        }
    }

    [Fact]
    public void One_seed_gives_one_trace()
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            Assert.Equal(Run(seed).Scene.Trace, Run(seed).Scene.Trace);
        }
    }

    private static SctpTraffic Run(ulong seed)
    {
        var traffic = new SctpTraffic(seed);
        traffic.Run(Talk, Rest);
        return traffic;
    }

    private static void AssertPromises(SctpTraffic traffic)
    {
        Assert.Equal(SctpAssociationState.Connected, traffic.Scene.A.State);
        Assert.Equal(SctpAssociationState.Connected, traffic.Scene.B.State);
        for (int side = 0; side < 2; side++)
        {
            for (int stream = 0; stream < SctpTraffic.Streams; stream++)
            {
                AssertPromise(stream, traffic.Sent(side, stream), traffic.Received(side, stream));
            }
        }

        // No deadlock, and nothing kept.
        Assert.Equal(0, traffic.Scene.A.Association.TotalBufferedAmount + traffic.Scene.B.Association.TotalBufferedAmount);
        Assert.Equal(0, traffic.Scene.A.Association.GetStats().FlightSize + traffic.Scene.B.Association.GetStats().FlightSize);
        Assert.Equal(0, traffic.Scene.Pool.Leased);
        Assert.InRange(traffic.LargestPool, 1, MaxBuffers);
    }

    private static void AssertPromise(int stream, int sent, IReadOnlyList<int> received)
    {
        IEnumerable<int> all = Enumerable.Range(0, sent);
        switch (stream)
        {
            case 0 or 1:
                Assert.Equal(all, received);
                break;
            case 2 or 3:
                Assert.Equal(all, received.Order());
                break;
            case 4 or 5:
                Assert.Equal(received.Distinct().Order(), received);
                break;
            default:
                Assert.Equal(received.Count, received.Distinct().Count());
                break;
        }
    }
}
