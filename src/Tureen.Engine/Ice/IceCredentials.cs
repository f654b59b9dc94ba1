using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice;

/// <summary>A username fragment and a password (RFC 8445 §5.3), with the bytes that each request is compared with.</summary>
internal sealed class IceCredentials
{
    /// <summary>Characters of each; 165 bits of randomness (mediasoup's length).</summary>
    private const int Length = 32;

    private readonly byte[] _usernameFragment;
    private readonly byte[] _password;

    public IceCredentials(RandomSource random)
        : this(random.NextString(Length), random.NextString(Length))
    {
    }

    public IceCredentials(string usernameFragment, string password)
    {
        UsernameFragment = usernameFragment;
        Password = password;
        _usernameFragment = Encoding.UTF8.GetBytes(usernameFragment);
        _password = Encoding.UTF8.GetBytes(password);
    }

    public string UsernameFragment { get; }

    public string Password { get; }

    /// <summary>The key of MESSAGE-INTEGRITY (RFC 8489 §9.1.1).</summary>
    public ReadOnlySpan<byte> Key => _password;

    public ReadOnlySpan<byte> UsernameFragmentBytes => _usernameFragment;

    /// <summary>Whether the request was made for these credentials by someone who knows the password.</summary>
    public bool Authenticates(in StunMessage request) =>
        request.TryGetLocalUsernameFragment(out ReadOnlySpan<byte> fragment)
        && fragment.SequenceEqual(_usernameFragment)
        && request.VerifyMessageIntegrity(_password);
}
