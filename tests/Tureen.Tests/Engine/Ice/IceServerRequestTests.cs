using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Engine.Ice;

public sealed class IceServerRequestTests
{
    private readonly IceScene _scene = new();

    [Fact]
    public void Credentials_are_32_lower_case_letters_and_digits()
    {
        Assert.Matches("^[a-z0-9]{32}$", _scene.Server.UsernameFragment);
        Assert.Matches("^[a-z0-9]{32}$", _scene.Server.Password);
        Assert.NotEqual(_scene.Server.UsernameFragment, _scene.Server.Password, StringComparer.Ordinal);
    }

    [Fact]
    public void A_success_is_sealed_with_our_password_and_carries_the_mapped_address()
    {
        Assert.True(_scene.Plain(3));

        (TransportTuple tuple, byte[] bytes) = Assert.Single(_scene.Sink.TakeAll());
        Assert.Equal(IceScene.Tuple(3), tuple);
        Assert.True(StunMessage.TryParse(bytes, out StunMessage response));
        Assert.Equal(StunClass.SuccessResponse, response.Class);
        Assert.True(response.VerifyMessageIntegrity(Encoding.ASCII.GetBytes(_scene.Server.Password)));
        Assert.True(response.TryGetXorMappedAddress(out NetworkAddress mapped));
        Assert.Equal(tuple.Remote, mapped);
    }

    [Fact]
    public void A_request_with_a_wrong_password_is_not_answered_with_success() => AssertRefused(
        _scene.Check with { RemotePassword = "wrong" }, StunErrorCode.Unauthenticated, DropReason.StunUnauthenticated);

    [Fact]
    public void A_request_for_another_fragment_is_unauthenticated() => AssertRefused(
        _scene.Check with { RemoteUsernameFragment = "somebodyelse" },
        StunErrorCode.Unauthenticated,
        DropReason.StunUnauthenticated);

    [Fact]
    public void A_request_without_fingerprint_is_bad() => AssertRefused(
        _scene.Check with { HasFingerprint = false }, StunErrorCode.BadRequest, DropReason.StunMalformed);

    [Fact]
    public void A_request_without_priority_is_bad() => AssertRefused(
        _scene.Check with { Priority = null }, StunErrorCode.BadRequest, DropReason.StunMalformed);

    [Fact]
    public void A_request_without_integrity_is_bad() => AssertRefused(
        _scene.Check with { HasMessageIntegrity = false }, StunErrorCode.BadRequest, DropReason.StunMalformed);

    [Fact]
    public void A_request_without_username_is_bad() => AssertRefused(
        _scene.Check with { HasUsername = false }, StunErrorCode.BadRequest, DropReason.StunMalformed);

    [Fact]
    public void A_request_of_another_method_is_bad() => AssertRefused(
        _scene.Check with { Method = 3 }, StunErrorCode.BadRequest, DropReason.StunNotBindingRequest);

    [Fact]
    public void A_peer_that_wants_to_be_controlled_meets_a_role_conflict() => AssertRefused(
        _scene.Check with { IsControlled = true }, StunErrorCode.RoleConflict, DropReason.StunMalformed);

    [Fact]
    public void An_attribute_that_must_be_understood_and_is_not_is_refused() => AssertRefused(
        _scene.Check with { UnknownAttributes = [0x7123] }, StunErrorCode.UnknownAttribute, DropReason.StunMalformed);

    [Theory]
    [InlineData((int)StunClass.Indication)]
    [InlineData((int)StunClass.SuccessResponse)]
    [InlineData((int)StunClass.ErrorResponse)]
    public void Indications_and_responses_are_ignored(int messageClass)
    {
        Assert.False(_scene.Handle(0, _scene.Check with { Class = (StunClass)messageClass }));

        Assert.Equal(DropReason.StunNotBindingRequest, _scene.LastReason);
        Assert.Empty(_scene.Sink.TakeAll());
        _scene.AssertIs(IceState.New, null);
    }

    [Fact]
    public void After_a_restart_the_old_credentials_work_until_the_new_ones_are_used()
    {
        BindingRequest old = _scene.Check;
        _scene.Handle(0, old);
        _scene.TakeEvents();
        _scene.Sink.TakeAll();
        _scene.Server.Restart(_scene.Now);
        Assert.Equal("credentials", _scene.TakeEvents());
        Assert.NotEqual(old.RemoteUsernameFragment, _scene.Server.UsernameFragment, StringComparer.Ordinal);

        Assert.True(_scene.Handle(0, old));
        AssertSealedWith(old.RemotePassword);
        Assert.True(_scene.Plain(0));
        AssertSealedWith(_scene.Server.Password);
        Assert.Equal("discarded", _scene.TakeEvents());

        Assert.False(_scene.Handle(0, old));
        Assert.Equal(StunErrorCode.Unauthenticated, _scene.TakeError());
        _scene.AssertIs(IceState.Connected, 0);
    }

    [Fact]
    public void A_second_restart_discards_the_oldest_credentials()
    {
        BindingRequest oldest = _scene.Check;
        _scene.Server.Restart(_scene.Now);
        BindingRequest old = _scene.Check;
        _scene.Server.Restart(_scene.Now);

        Assert.Equal("credentials discarded credentials", _scene.TakeEvents());
        Assert.False(_scene.Handle(0, oldest));
        Assert.True(_scene.Handle(0, old));
        Assert.Equal(old.RemoteUsernameFragment, _scene.Server.PreviousUsernameFragment);
    }

    [Fact]
    public void A_restart_forgets_the_nomination()
    {
        _scene.Nominate(0, 9);
        _scene.Server.Restart(_scene.Now);
        _scene.Nominate(1, 1);

        _scene.AssertIs(IceState.Completed, 1);
    }

    private void AssertRefused(BindingRequest request, StunErrorCode error, DropReason reason)
    {
        Assert.False(_scene.Handle(0, request));

        Assert.Equal(reason, _scene.LastReason);
        Assert.Equal(error, _scene.TakeError());
        _scene.AssertIs(IceState.New, null);
        Assert.Equal(0, _scene.Server.TupleCount);
        Assert.Equal(string.Empty, _scene.TakeEvents());
    }

    private void AssertSealedWith(string password)
    {
        (TransportTuple _, byte[] bytes) = Assert.Single(_scene.Sink.TakeAll());
        Assert.True(StunMessage.TryParse(bytes, out StunMessage response));
        Assert.True(response.VerifyMessageIntegrity(Encoding.ASCII.GetBytes(password)));
    }
}
