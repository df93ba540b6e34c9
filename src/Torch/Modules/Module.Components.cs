using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>Registers every field that holds a module, a parameter or a tensor, under the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                var fields = GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);
                // Declaration order: it decides the order of parameters and so the order of an optimizer's state.
                foreach (var field in fields.OrderBy(field => field.MetadataToken))
                {
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(field.Name, module);
                            break;
                        case Parameter parameter:
                            register_parameter(field.Name, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(field.Name, tensor);
                            break;
                    }
                }
            }

            public virtual void register_module(string name, Module submodule)
            {
                if (ownModules.TryGetValue(name, out var known) && !ReferenceEquals(known, submodule))
                    throw new InvalidOperationException($"Module {GetName()} already has a child '{name}'.");
                ownModules[name] = submodule;
            }

            /// <summary>Adds a parameter and takes it out of every dispose scope: the module owns it.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                param.DetachFromDisposeScope();
                ownParameters[name] = param;
            }

            /// <summary>Adds a tensor that belongs to the state but is not trained; the module owns it.</summary>
            public virtual void register_buffer(string name, Tensor tensor)
            {
                tensor.DetachFromDisposeScope();
                ownBuffers[name] = tensor;
            }

            public virtual IEnumerable<(string name, Module module)> named_children() =>
                ownModules.Select(pair => (pair.Key, pair.Value));

            public virtual IEnumerable<Module> children() => ownModules.Values;

            /// <summary>Every module below this one, parents before children.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (childName, child) in ownModules)
                {
                    yield return (childName, child);
                    foreach (var (name, module) in child.named_modules())
                        yield return ($"{childName}.{name}", module);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(pair => pair.module);

            /// <summary>Parameters by dotted path, each once although two names may share it.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (name, parameter) in AllParameters(recurse))
                {
                    if (seen.Add(parameter))
                        yield return (name, parameter);
                }
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(pair => pair.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true) =>
                ownBuffers.Select(pair => (pair.Key, pair.Value)).Concat(
                    recurse ? Nested(child => child.named_buffers()) : []);

            public virtual IEnumerable<Tensor> buffers(bool recurse = true) =>
                named_buffers(recurse).Select(pair => pair.buffer);

            public virtual Parameter? get_parameter(string target) =>
                named_parameters().FirstOrDefault(pair => pair.name == target).parameter;

            IEnumerable<(string name, Parameter parameter)> AllParameters(bool recurse) =>
                ownParameters.Select(pair => (pair.Key, pair.Value)).Concat(
                    recurse ? Nested(child => child.AllParameters(true)) : []);

            IEnumerable<(string, T)> Nested<T>(Func<Module, IEnumerable<(string, T)>> select) =>
                ownModules.SelectMany(child => select(child.Value).Select(pair => ($"{child.Key}.{pair.Item1}", pair.Item2)));
        }
    }
}
