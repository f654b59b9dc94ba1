using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>Makes the handlers of one kind of media stack (mediasoup-client HandlerFactory).</summary>
public interface IHandlerFactory
{
    /// <summary>The name of the handlers it makes, such as <c>Chrome111</c>.</summary>
    string Name { get; }

    /// <summary>Makes the handler of one transport.</summary>
    /// <param name="options">What it must know.</param>
    /// <returns>The handler.</returns>
    IHandler Create(HandlerOptions options);

    /// <summary>Gets what the media stack can do.</summary>
    /// <param name="direction">Whether to send or to receive.</param>
    /// <returns>New capabilities, which the caller may change.</returns>
    Task<RtpCapabilities> GetNativeRtpCapabilitiesAsync(TransportDirection direction);
}
