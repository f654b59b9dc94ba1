namespace Tureen.Engine.Primitives;

/// <summary>Code of the program cannot be loaded; see <see cref="BrokenRuntime"/>.</summary>
/// <param name="cause">What the runtime says.</param>
internal sealed class BrokenRuntimeException(Exception cause) : Exception(
    "code of this program cannot be loaded, so the worker ends; start the process again if .NET or the program was replaced while it ran: "
    + cause.Message,
    cause);
