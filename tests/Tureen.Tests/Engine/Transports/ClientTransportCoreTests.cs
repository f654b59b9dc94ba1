using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Transports;

public sealed class ClientTransportCoreTests : IDisposable
{
    private readonly ClientScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(DtlsRole.Auto, DtlsRole.Client)]
    [InlineData(DtlsRole.Server, DtlsRole.Client)]
    [InlineData(DtlsRole.Client, DtlsRole.Server)]
    public void It_connects_to_a_server_in_the_role_that_the_server_leaves_it(DtlsRole serverRole, DtlsRole role)
    {
        _scene.Connect(serverRole);

        Assert.True(_scene.IsConnected);
        Assert.Equal(role, _scene.Client.DtlsRole);
        _scene.World.Run(TimeSpan.FromSeconds(1));
        Assert.Equal([IceState.Connected, IceState.Completed], ClientScene.StatesOf(_scene.ClientHost));
        Assert.Equal(IceState.Completed, _scene.Server.IceState);
    }

    [Fact]
    public void Consent_keeps_the_connection_for_as_long_as_the_server_answers()
    {
        _scene.Connect();
        _scene.World.Run(TimeSpan.FromMinutes(5));

        Assert.True(_scene.IsConnected);
        Assert.DoesNotContain(_scene.ClientHost.Events, static raised => raised is IceFailedEvent);
    }

    [Fact]
    public void It_fails_thirty_seconds_after_the_server_has_fallen_silent()
    {
        _scene.Connect();
        Timestamp silentAt = _scene.World.Now;
        _scene.ServerHost.Stall(TimeSpan.FromHours(1));

        Assert.True(_scene.World.RunUntil(() => _scene.Client.HasIceFailed, TimeSpan.FromSeconds(40)));
        Assert.InRange((_scene.World.Now - silentAt).TotalSeconds, 24, 30.1);
        Assert.False(_scene.Client.IsConnected);
        Assert.Contains(_scene.ClientHost.Events, static raised => raised is IceFailedEvent);
    }

    [Fact]
    public void A_restart_brings_a_failed_connection_back_without_another_handshake()
    {
        _scene.Connect();
        _scene.ServerHost.Stall(TimeSpan.FromSeconds(50));
        _scene.World.Run(TimeSpan.FromSeconds(51));
        Assert.True(_scene.Client.HasIceFailed);

        _scene.Client.RestartIce(_scene.World.Now, _scene.Server.RestartIce(_scene.World.Now, _scene.ServerHost.Sink), _scene.ClientHost.Sink);

        Assert.True(_scene.World.RunUntil(() => _scene.IsConnected, TimeSpan.FromSeconds(2)));
        Assert.Single(_scene.ClientHost.Events.OfType<DtlsStateEvent>(), static raised => raised.State == DtlsState.Connected);
    }

    [Fact]
    public void A_restart_of_a_connection_that_works_does_not_interrupt_it()
    {
        _scene.Connect();
        _scene.World.Run(TimeSpan.FromSeconds(1));

        _scene.Client.RestartIce(_scene.World.Now, _scene.Server.RestartIce(_scene.World.Now, _scene.ServerHost.Sink), _scene.ClientHost.Sink);
        Assert.False(_scene.World.RunUntil(() => !_scene.IsConnected, TimeSpan.FromMinutes(2)));
        Assert.Equal([IceState.Connected, IceState.Completed], ClientScene.StatesOf(_scene.ClientHost));
    }

    [Fact]
    public void It_fails_at_once_when_no_address_of_a_lite_server_can_be_reached_from_its_sockets()
    {
        IceParameters server = _scene.Server.IceParameters;
        _scene.Client.StartIce(_scene.World.Now, server, [], _scene.ClientHost.Sink);

        Assert.True(_scene.Client.HasIceFailed);
    }

    [Fact]
    public void It_fails_after_the_last_check_when_no_address_answers()
    {
        Timestamp begunAt = _scene.World.Now;
        _scene.ServerHost.Stall(TimeSpan.FromHours(1));
        _scene.Connect();
        _scene.World.RunUntil(() => _scene.Client.HasIceFailed, TimeSpan.FromMinutes(2));

        Assert.Equal(39.5, (_scene.World.Now - begunAt).TotalSeconds, 0.1);
    }
}
