using System.Text.Json;

namespace Tureen.Ortc;

/// <summary>
/// A parameter type that reads and writes mediasoup's JSON itself, so that it looks the same with every serializer.
/// </summary>
/// <typeparam name="TSelf">The parameter type.</typeparam>
public interface IOrtcJson<TSelf>
    where TSelf : IOrtcJson<TSelf>
{
    /// <summary>Reads the value. Unknown members are dropped, falsy optional members count as not given.</summary>
    /// <param name="json">Any JSON value, also one from an untrusted peer.</param>
    /// <returns>A new value.</returns>
    /// <exception cref="MediasoupTypeException">The JSON has the wrong shape.</exception>
    static abstract TSelf FromJson(JsonElement json);

    /// <summary>Writes the value; absent optional members are left out.</summary>
    /// <param name="writer">Where to write.</param>
    void WriteTo(Utf8JsonWriter writer);

    /// <summary>Makes a deep copy.</summary>
    /// <returns>A copy that shares nothing with this value.</returns>
    TSelf Clone();
}
