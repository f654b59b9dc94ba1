namespace Tureen.Tests.Robustness;

/// <summary>A machine that stands still for a while, as a virtual machine that is moved.</summary>
public sealed class H32_StalledWorkerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void H32_a_call_survives_a_worker_that_stands_still(int seconds)
    {
        using var call = new HostileCall();
        call.Run(TimeSpan.FromSeconds(2));
        call.Server.Stall(TimeSpan.FromSeconds(seconds));
        call.Run(TimeSpan.FromSeconds(seconds + 2));

        Assert.True(call.VictimTransport.IsConnected);
        Assert.True(call.AttackerTransport.IsConnected);
        Assert.Empty(call.VictimReceiver.Violations);
        int decoded = call.VictimReceiver.Decoded.Count;
        call.Run(TimeSpan.FromSeconds(1));
        Assert.InRange(call.VictimReceiver.Decoded.Count - decoded, 28, 32);
        Assert.True(call.Server.NextDeadline > call.Now);
    }
}
