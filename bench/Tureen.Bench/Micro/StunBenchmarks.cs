using System.Text;
using BenchmarkDotNet.Attributes;
using Tureen.Engine.Stun;
using Tureen.Testing.Ice;

namespace Tureen.Bench.Micro;

/// <summary>A connectivity check, as each peer sends every few seconds.</summary>
public class StunBenchmarks
{
    private readonly byte[] _request;
    private readonly byte[] _key;

    public StunBenchmarks()
    {
        var request = new BindingRequest { RemoteUsernameFragment = "tureen0123456789", RemotePassword = "01234567890123456789012345678901" };
        _request = request.ToBytes();
        _key = Encoding.UTF8.GetBytes(request.RemotePassword);
    }

    [Benchmark]
    public bool Parse() => StunMessage.TryParse(_request, out StunMessage message) && message.HasUsername;

    [Benchmark]
    public bool ParseAndVerify() =>
        StunMessage.TryParse(_request, out StunMessage message) && message.VerifyMessageIntegrity(_key);
}
